import { NumberInput, Select, Textarea } from '@mantine/core'
import type { Case } from '../../shared/contract/case.ts'
import { type Claims, LossMethod } from '../../shared/contract/claims.ts'
import { useMessages } from '../language.tsx'
import { Fields, Fold } from '../ui/controls.tsx'
import { MoneyInput } from '../ui/inputs.tsx'
import { ItemsPicker } from '../ui/items-picker.tsx'
import styles from './claims.module.css'
import { Request, useLast } from './request.tsx'

type Loss = NonNullable<Claims['loss']>

/** Economic loss: its method, the amount the claimant asks for, and the facts behind it. */
export function LossRequest({
  file,
  value,
  onChange,
}: {
  readonly file: Case
  readonly value: Claims['loss']
  readonly onChange: (value: Claims['loss']) => void
}) {
  const { terms, window: text } = useMessages()
  const words = text.claims
  const loss: Loss = value ?? { method: 'statutory', items: [] }
  const last = useLast<Claims['loss']>(value, { method: 'statutory', items: [] }, value !== null)
  const patch = (part: Partial<Loss>) => onChange({ ...loss, ...part })
  const options = (methods: readonly LossMethod[]) =>
    methods.map((method) => ({ value: method, label: terms.lossMethods[method] }))
  return (
    <Request title={words.loss} on={value !== null} onToggle={(on) => onChange(on ? last() : null)}>
      <Fields>
        <Select
          label={words.lossMethod}
          value={loss.method}
          data={options(LossMethod.options)}
          onChange={(method) => patch({ method: method as LossMethod })}
        />
        <MoneyInput
          label={words.lossAmount}
          value={loss.amountFen}
          onChange={(amountFen) => patch({ amountFen })}
        />
      </Fields>
      <p className={styles.law}>{words.methodMeans[loss.method]}</p>
      {loss.method === 'punitive' && (
        <Fields columns={3}>
          <Select
            label={words.baseMethod}
            value={loss.baseMethod ?? null}
            data={options(['actual_loss', 'infringer_gain', 'licence_fee'])}
            onChange={(method) => patch({ baseMethod: method as Loss['baseMethod'] })}
          />
          <MoneyInput label={words.base} value={loss.baseFen} onChange={(baseFen) => patch({ baseFen })} />
          <NumberInput
            label={words.factor}
            min={0}
            step={0.5}
            hideControls
            value={loss.factor ?? ''}
            onChange={(factor) => patch({ factor: typeof factor === 'number' ? factor : undefined })}
          />
        </Fields>
      )}
      <Textarea
        label={words.basis}
        placeholder={words.basisHint}
        value={loss.basis ?? ''}
        onChange={(event) => patch({ basis: event.currentTarget.value || undefined })}
      />
      <ItemsPicker
        caseId={file.id}
        label={words.lossItems}
        value={loss.items}
        onChange={(items) => patch({ items })}
      />
      <Fold title={words.benchmarks}>
        <ul className={styles.benchmarks}>
          <li>{words.benchmarkLines.court}</li>
          <li>{words.benchmarkLines.known}</li>
        </ul>
        <p className={styles.law}>{words.benchmarksAre}</p>
      </Fold>
    </Request>
  )
}
