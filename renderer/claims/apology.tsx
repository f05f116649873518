import { Button, NumberInput, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Case } from '../../shared/contract/case.ts'
import type { Claims } from '../../shared/contract/claims.ts'
import { useAct } from '../answers.ts'
import { useLanguage, useMessages } from '../language.tsx'
import { Fields } from '../ui/controls.tsx'
import { LineInput } from '../ui/inputs.tsx'
import styles from './claims.module.css'
import { Request, useLast } from './request.tsx'

type Apology = NonNullable<Claims['apology']>

function Days({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: number | undefined
  readonly onChange: (days: number | undefined) => void
}) {
  const { window: text } = useMessages()
  return (
    <NumberInput
      label={label}
      suffix={` ${text.claims.days}`}
      min={1}
      max={3650}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={value ?? ''}
      onChange={(days) => onChange(typeof days === 'number' && days > 0 ? days : undefined)}
    />
  )
}

/** A public apology: where, how long, by when, and in which words. */
export function ApologyRequest({
  file,
  value,
  onChange,
}: {
  readonly file: Case
  readonly value: Claims['apology']
  readonly onChange: (value: Claims['apology']) => void
}) {
  const { language } = useLanguage()
  const { terms, claims, window: text } = useMessages()
  const words = text.claims
  const draft = useAct('claims.draftApology')
  const apology: Apology = value ?? {}
  const last = useLast<Claims['apology']>(value, {}, value !== null)
  const [replaced, setReplaced] = useState<string | null>(null)
  const patch = (part: Partial<Apology>) => onChange({ ...apology, ...part })
  const unknown: Readonly<Record<string, string>> = claims.apology.blanks
  const missing = draft.data?.missing.map((code) => unknown[code] ?? code) ?? []
  return (
    <Request title={words.apology} on={value !== null} onToggle={(on) => onChange(on ? last() : null)}>
      <LineInput
        label={words.apologyWhere}
        placeholder={words.apologyWhereHint}
        value={apology.where}
        onChange={(where) => patch({ where })}
      />
      <Fields>
        <Days
          label={words.apologyDuration}
          value={apology.durationDays}
          onChange={(durationDays) => patch({ durationDays })}
        />
        <Days
          label={words.apologyDeadline}
          value={apology.deadlineDays}
          onChange={(deadlineDays) => patch({ deadlineDays })}
        />
      </Fields>
      <Textarea
        label={words.apologyText}
        description={words.apologyTextHint}
        minRows={4}
        value={apology.text ?? ''}
        onChange={(event) => patch({ text: event.currentTarget.value || undefined })}
      />
      <div className={styles.draft}>
        <Button
          size="xs"
          loading={draft.isPending}
          onClick={() =>
            draft.mutate(
              { case: file.id, language },
              {
                onSuccess(drafted) {
                  setReplaced(apology.text && apology.text !== drafted.text ? apology.text : null)
                  patch({ text: drafted.text })
                },
              },
            )
          }
        >
          {apology.text ? words.draftAgain : words.draft}
        </Button>
        {replaced !== null && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              patch({ text: replaced })
              setReplaced(null)
            }}
          >
            {words.undoDraft}
          </Button>
        )}
        {missing.length > 0 && <span>{words.draftLacks(missing.join(terms.listSeparator))}</span>}
      </div>
    </Request>
  )
}
