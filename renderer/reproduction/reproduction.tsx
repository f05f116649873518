import { Button, CopyButton, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Reproduction as Made, Recipe } from '../../shared/contract/reproduction.ts'
import { answers, noteJob, useAnswer, whenOver } from '../answers.ts'
import { call } from '../client.ts'
import { useMessages } from '../language.tsx'
import { Fold } from '../ui/controls.tsx'
import { failureOf } from '../ui/failure.ts'
import { ItemPicture } from '../ui/item-picture.tsx'
import { showError } from '../ui/notices.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { Time } from '../ui/text.tsx'
import { visible } from '../ui/visible-text.ts'
import styles from './reproduction.module.css'

/** Runs the recipe of a picture again, and shows what came out beside it: never as an original record. */
export function Reproduction({ item, caseId }: { readonly item: number; readonly caseId: number }) {
  const text = useMessages().reproduction
  const { data: known } = useAnswer('reproductions.list', { case: caseId })
  const made = known?.reproductions.filter(({ of }) => of === item) ?? []
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Fold
      title={text.title}
      note={made.length > 0 ? String(made.length) : undefined}
      onOpen={() => setIsOpen(true)}
    >
      <p className={styles.soft}>{text.hint}</p>
      {isOpen && <Recipes item={item} />}
      {made.map((each) => (
        <Result key={each.id} made={each} />
      ))}
    </Fold>
  )
}

/** Above all that is known of a picture which this program had made afterwards. */
export function ReproducedFrom({ item }: { readonly item: number }) {
  const text = useMessages().reproduction
  const { data: original } = useAnswer('items.get', { item })
  return (
    <div className={styles.from}>
      <StateMark state="reproduction" />
      <p className={styles.soft}>
        {original && text.from(visible(original.name))}
        {text.caution}
      </p>
    </div>
  )
}

function Recipes({ item }: { readonly item: number }) {
  const text = useMessages().reproduction
  const { data } = useAnswer('reproductions.recipes', { item })
  if (!data) return null
  if (data.recipes.length === 0) return <p>{text.noRecipe}</p>
  const runnable = data.recipes.find(
    ({ form, text: recipe }) => recipe !== null && (form === 'txt2img' || form === 'comfy-prompt'),
  )
  return (
    <>
      {data.recipes.map((recipe) => (
        <OneRecipe key={recipe.form} recipe={recipe} />
      ))}
      {runnable && <Run item={item} form={runnable.form} />}
    </>
  )
}

function OneRecipe({ recipe }: { readonly recipe: Recipe }) {
  const text = useMessages().reproduction
  const names = recipe.missing.map((name) => text.fieldOf(name)).join(text.comma)
  return (
    <div className={styles.recipe}>
      <div className={styles.row}>
        <strong>{text.forms[recipe.form]}</strong>
        {recipe.text !== null && (
          <CopyButton value={recipe.text}>
            {({ copy, copied }) => (
              <Button size="compact-xs" onClick={copy}>
                {copied ? text.copied : text.copy}
              </Button>
            )}
          </CopyButton>
        )}
      </div>
      {names !== '' && <p>{text.missing(names)}</p>}
      {recipe.lost.length > 0 && (
        <p className={styles.soft}>{text.lost(recipe.lost.map(visible).join(text.comma))}</p>
      )}
    </div>
  )
}

function Run({ item, form }: { readonly item: number; readonly form: Recipe['form'] }) {
  const text = useMessages().reproduction
  const [server, setServer] = useState('')
  const [isRunning, setIsRunning] = useState(false)

  async function run() {
    setIsRunning(true)
    try {
      const started = await call('reproductions.run', { item, form, server: server.trim() })
      noteJob(started)
      const failure = failureOf(await whenOver(started))
      await answers.invalidateQueries()
      if (failure) throw failure
    } catch (error) {
      showError(error)
    } finally {
      setIsRunning(false)
    }
  }

  return (
    <div className={styles.run}>
      <TextInput
        size="xs"
        type="url"
        label={text.server}
        description={text.serverHint}
        value={server}
        onChange={(event) => setServer(event.currentTarget.value)}
      />
      <Button size="xs" disabled={server.trim() === ''} loading={isRunning} onClick={() => void run()}>
        {text.run}
      </Button>
    </div>
  )
}

function Result({ made }: { readonly made: Made }) {
  const text = useMessages().reproduction
  const { data: item } = useAnswer('items.get', { item: made.item })
  return (
    <figure className={styles.result}>
      {item && <ItemPicture item={item} size="thumbnail" alt={text.title} />}
      <figcaption>
        <StateMark state="reproduction" />
        <span className={styles.soft}>
          <Time at={made.madeAt} /> · {visible(made.software ?? text.unknownSoftware)} · {made.server}
        </span>
        <span>{text.difference(made.difference)}</span>
        {made.settingsDiffering.length > 0 && (
          <span>
            {text.settings}{' '}
            {made.settingsDiffering
              .map(
                ({ field, from, to }) =>
                  `${text.fieldOf(field)} ${visible(from ?? '–')} → ${visible(to ?? '–')}`,
              )
              .join(text.comma)}
          </span>
        )}
        <span className={styles.soft}>{text.caution}</span>
      </figcaption>
    </figure>
  )
}
