import { SegmentedControl } from '@mantine/core'
import type { Facets } from '../../shared/contract/search.ts'
import { noGenerator } from '../../shared/contract/search.ts'
import { useMessages } from '../language.tsx'
import { DayInput } from '../ui/inputs.tsx'
import { visible } from '../ui/visible-text.ts'
import { type Choice, Choices } from './choices.tsx'
import styles from './library.module.css'
import { useCaseTitle, useGeneratorName } from './names.ts'
import { daysOf, type LibraryQuery } from './query.ts'

interface Props {
  readonly query: LibraryQuery
  readonly facets: Facets
  readonly onChange: (part: Partial<LibraryQuery>) => void
}

type Counted = readonly { readonly value: string | number; readonly count: number }[]

/** A choice that was made and finds nothing now is still there to be taken back. */
function choicesOf(
  counted: Counted,
  chosen: readonly (string | number)[],
  label: (value: string) => string,
): Choice[] {
  const known = new Set(counted.map(({ value }) => String(value)))
  const gone = chosen.map(String).filter((value) => !known.has(value))
  return [
    ...gone.map((value) => ({ value, label: label(value), count: 0 })),
    ...counted.map(({ value, count }) => ({ value: String(value), label: label(String(value)), count })),
  ]
}

const toggled = (list: readonly string[] = [], value: string): string[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value]

function YesOrNo({
  title,
  words,
  value,
  yes,
  total,
  onChange,
}: {
  readonly title: string
  readonly words: readonly [yes: string, no: string]
  readonly value: boolean | undefined
  readonly yes: number
  readonly total: number
  readonly onChange: (value: boolean | undefined) => void
}) {
  const choices = [
    { value: 'yes', label: words[0], count: value === false ? undefined : yes },
    { value: 'no', label: words[1], count: value === true ? undefined : total - yes },
  ]
  const chosen = value === undefined ? [] : [value ? 'yes' : 'no']
  return (
    <Choices
      title={title}
      choices={choices}
      chosen={chosen}
      onToggle={(each) => onChange(chosen.includes(each) ? undefined : each === 'yes')}
    />
  )
}

function TimeFilter({ query, facets, onChange }: Props) {
  const { library } = useMessages().window
  const months = facets.months.map(({ value, count }) => ({ value, label: library.month(value), count }))
  const chosen = months
    .filter(({ value }) => query.from === daysOf(value).from && query.to === daysOf(value).to)
    .map(({ value }) => value)
  return (
    <div className={styles.choices}>
      <h2>{library.groups.time}</h2>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={library.dateOfLabel}
        value={query.dateOf}
        data={(['imported', 'claimed'] as const).map((value) => ({ value, label: library.dateOf[value] }))}
        onChange={(dateOf) => onChange({ dateOf: dateOf === 'claimed' ? 'claimed' : 'imported' })}
      />
      {query.dateOf === 'claimed' && <p className={styles.hint}>{library.claimedHint}</p>}
      <div className={styles.days}>
        <DayInput label={library.from} value={query.from} onChange={(from) => onChange({ from })} />
        <DayInput label={library.to} value={query.to} onChange={(to) => onChange({ to })} />
      </div>
      <Choices
        choices={months}
        chosen={chosen}
        onToggle={(month) =>
          onChange(chosen.includes(month) ? { from: undefined, to: undefined } : daysOf(month))
        }
      />
    </div>
  )
}

/** What the files can be narrowed by, each choice with the number of files it would find. */
export function Filters({ query, facets, onChange }: Props) {
  const { terms, window: text } = useMessages()
  const { library } = text
  const generatorName = useGeneratorName()
  const caseTitle = useCaseTitle()
  const roleName = (role: string) => terms.itemRoles[role as keyof typeof terms.itemRoles]
  return (
    <section className={styles.filters} aria-label={library.filters}>
      <Choices
        title={library.groups.case}
        choices={choicesOf(facets.cases, query.case === undefined ? [] : [query.case], (id) =>
          caseTitle(Number(id)),
        )}
        chosen={query.case === undefined ? [] : [String(query.case)]}
        onToggle={(id) => onChange({ case: query.case === Number(id) ? undefined : Number(id) })}
      />
      <Choices
        title={library.groups.role}
        choices={choicesOf(facets.roles, query.role ? [query.role] : [], roleName)}
        chosen={query.role ? [query.role] : []}
        onToggle={(role) =>
          onChange({ role: query.role === role ? undefined : (role as LibraryQuery['role']) })
        }
      />
      <Choices
        title={library.groups.generator}
        choices={choicesOf(facets.generators, query.generators ?? [], (id) =>
          generatorName(id || noGenerator),
        )}
        chosen={query.generators ?? []}
        onToggle={(id) => onChange({ generators: toggled(query.generators, id) })}
      />
      <Choices
        title={library.groups.model}
        choices={choicesOf(facets.models, query.models ?? [], visible)}
        chosen={query.models ?? []}
        onToggle={(model) => onChange({ models: toggled(query.models, model) })}
      />
      <YesOrNo
        title={library.groups.record}
        words={[library.withRecord, library.withoutRecord]}
        value={query.withRecord}
        yes={facets.withRecord}
        total={facets.total}
        onChange={(withRecord) => onChange({ withRecord })}
      />
      <YesOrNo
        title={library.groups.label}
        words={[library.withLabel, library.withoutLabel]}
        value={query.hasLabel}
        yes={facets.hasLabel}
        total={facets.total}
        onChange={(hasLabel) => onChange({ hasLabel })}
      />
      <TimeFilter query={query} facets={facets} onChange={onChange} />
    </section>
  )
}
