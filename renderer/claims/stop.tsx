import { Chip, TagsInput, Textarea } from '@mantine/core'
import type { Case } from '../../shared/contract/case.ts'
import { type Claims, Right } from '../../shared/contract/claims.ts'
import { useAnswer } from '../answers.ts'
import { useMessages } from '../language.tsx'
import styles from './claims.module.css'
import { Request, useLast } from './request.tsx'

type Stop = NonNullable<Claims['stop']>

/** Stop infringing: which rights, at which addresses. */
export function StopRequest({
  file,
  value,
  onChange,
}: {
  readonly file: Case
  readonly value: Claims['stop']
  readonly onChange: (value: Claims['stop']) => void
}) {
  const { terms, window: text } = useMessages()
  const words = text.claims
  const { data } = useAnswer('captures.list', { case: file.id })
  const seen = [...new Set((data?.captures ?? []).map((capture) => capture.record.url).filter(Boolean))]
  const stop: Stop = value ?? { rights: [], urls: [] }
  const last = useLast<Claims['stop']>(value, null, value !== null)
  const patch = (part: Partial<Stop>) => onChange({ ...stop, ...part })
  const title = file.works.map((work) => words.workTitle(work.title)).join(terms.listSeparator)
  return (
    <Request
      title={words.stop}
      on={value !== null}
      onToggle={(on) => onChange(on ? (last() ?? { rights: [], urls: seen }) : null)}
    >
      <p className={styles.sentence}>{words.stopRights(title)}</p>
      <Chip.Group
        multiple
        value={stop.rights}
        onChange={(rights) => patch({ rights: rights as Stop['rights'] })}
      >
        <fieldset className={styles.chips} aria-label={words.rights}>
          {Right.options.map((right) => (
            <Chip key={right} value={right} size="xs" variant="outline">
              {terms.rights[right]}
            </Chip>
          ))}
        </fieldset>
      </Chip.Group>
      <TagsInput
        label={words.stopUrls}
        description={words.stopUrlsHint}
        data={seen}
        value={stop.urls}
        onChange={(urls) => patch({ urls })}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <Textarea
        label={words.stopText}
        value={stop.text ?? ''}
        onChange={(event) => patch({ text: event.currentTarget.value || undefined })}
      />
    </Request>
  )
}
