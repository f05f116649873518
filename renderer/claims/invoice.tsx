import type { Claims } from '../../shared/contract/claims.ts'
import { useMessages } from '../language.tsx'
import { Money } from '../ui/text.tsx'
import styles from './claims.module.css'

/** The sums, as at the foot of an invoice. */
export function Invoice({ claims }: { readonly claims: Claims }) {
  const { terms, window: text } = useMessages()
  const words = text.claims
  const loss = claims.loss?.amountFen ?? 0
  const expenses = claims.expenses.reduce((total, expense) => total + expense.amountFen, 0)
  return (
    <table className={styles.invoice}>
      <caption>{words.sums}</caption>
      <tbody>
        {claims.loss && (
          <tr>
            <th scope="row">
              {words.lossLine} <span>{terms.lossMethods[claims.loss.method]}</span>
            </th>
            <td>{claims.loss.amountFen === undefined ? words.noAmount : <Money fen={loss} />}</td>
          </tr>
        )}
        {claims.expenses.map((expense, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: expenses have no name of their own and keep their order
          <tr key={index}>
            <th scope="row">
              {terms.expenseKinds[expense.kind]} <span>{expense.description}</span>
            </th>
            <td>
              <Money fen={expense.amountFen} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.total}</th>
          <td>
            <Money fen={loss + expenses} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
