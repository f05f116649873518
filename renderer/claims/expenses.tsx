import { Button, Select } from '@mantine/core'
import type { Case } from '../../shared/contract/case.ts'
import { type Claims, ExpenseKind } from '../../shared/contract/claims.ts'
import { useMessages } from '../language.tsx'
import { Fields } from '../ui/controls.tsx'
import { LineInput, MoneyInput } from '../ui/inputs.tsx'
import { ItemsPicker } from '../ui/items-picker.tsx'
import { ListOf } from '../ui/list-of.tsx'
import { Money } from '../ui/text.tsx'
import styles from './claims.module.css'
import { Request, useLast } from './request.tsx'

type Expense = Claims['expenses'][number]

const blank: Expense = { kind: 'evidence', amountFen: 0, vouchers: [] }

/** Reasonable expenses, each with its voucher. */
export function ExpensesRequest({
  file,
  value,
  onChange,
}: {
  readonly file: Case
  readonly value: readonly Expense[]
  readonly onChange: (value: Expense[]) => void
}) {
  const { terms, window: text } = useMessages()
  const words = text.claims
  const last = useLast<readonly Expense[]>(value, [blank], value.length > 0)
  const sum = value.reduce((total, expense) => total + expense.amountFen, 0)
  return (
    <Request title={words.expenses} on={value.length > 0} onToggle={(on) => onChange(on ? [...last()] : [])}>
      <ListOf
        value={value}
        onChange={onChange}
        removeLabel={(expense) => text.remove(terms.expenseKinds[expense.kind])}
      >
        {(expense, patch) => (
          <>
            <Fields columns={3}>
              <Select
                label={words.expenseKind}
                value={expense.kind}
                data={ExpenseKind.options.map((kind) => ({ value: kind, label: terms.expenseKinds[kind] }))}
                onChange={(kind) => patch({ kind: kind as Expense['kind'] })}
              />
              <MoneyInput
                label={words.expenseAmount}
                value={expense.amountFen === 0 ? undefined : expense.amountFen}
                onChange={(amountFen) => patch({ amountFen: amountFen ?? 0 })}
              />
              <LineInput
                label={words.expenseDate}
                value={expense.date}
                onChange={(date) => patch({ date })}
              />
            </Fields>
            <Fields>
              <LineInput
                label={words.expenseDescription}
                value={expense.description}
                onChange={(description) => patch({ description })}
              />
              <ItemsPicker
                caseId={file.id}
                label={words.vouchers}
                value={expense.vouchers}
                onChange={(vouchers) => patch({ vouchers })}
              />
            </Fields>
          </>
        )}
      </ListOf>
      <div className={styles.sumLine}>
        <Button size="xs" onClick={() => onChange([...value, blank])}>
          {words.addExpense}
        </Button>
        <span>
          {words.expensesSum} <Money fen={sum} />
        </span>
      </div>
    </Request>
  )
}
