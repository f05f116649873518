import { ActionIcon, Button, Checkbox, FileButton } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { Authority } from '../../shared/contract/integrity.ts'
import { useAct, useAnswer } from '../answers.ts'
import { call, sourceOf } from '../client.ts'
import { useDraft } from '../drafts.ts'
import { useMessages } from '../language.tsx'
import { Fields, Section } from '../ui/controls.tsx'
import { LineInput } from '../ui/inputs.tsx'
import { ListOf } from '../ui/list-of.tsx'
import { showError } from '../ui/notices.ts'
import { Digest, Time } from '../ui/text.tsx'
import { visible } from '../ui/visible-text.ts'
import styles from './integrity.module.css'
import { resultOf } from './jobs.ts'

/** Who is asked for the time, whose word counts, and what waits. */
export function StampSettings() {
  const { integrity, window: text } = useMessages()
  const words = text.integrity
  return (
    <Section title={words.stamps} hint={words.stampsHint}>
      <p className={styles.soft}>{integrity.unverifiedAcceptance}</p>
      <Authorities />
      <Roots />
      <HeadStamp />
      <Sm3 />
    </Section>
  )
}

function Authorities() {
  const words = useMessages().window.integrity
  const { data } = useAnswer('authorities.get', {})
  const save = useAct('authorities.set')
  const draft = useDraft<{ authorities: Authority[] }>('authorities', {
    authorities: data?.authorities ?? [],
  })
  if (!data) return null
  const { authorities } = draft.value
  const setAuthorities = (next: Authority[]) => draft.set({ authorities: next })
  const lacksName = ({ name, url, policy }: Authority) => name.trim() === '' && Boolean(url || policy)
  const isWhole = authorities.every(({ name }) => name.trim() !== '')
  return (
    <div className={styles.group}>
      <h3>{words.authorities}</h3>
      <ListOf
        value={authorities}
        onChange={setAuthorities}
        removeLabel={({ name }) => words.removeAuthority(name)}
      >
        {(authority, patch) => (
          <Fields columns={3}>
            <LineInput
              label={words.authorityName}
              value={authority.name}
              error={lacksName(authority) && words.authorityNameMissing}
              onChange={(name) => patch({ name: name ?? '' })}
            />
            <LineInput
              label={words.authorityUrl}
              type="url"
              placeholder="https://"
              value={authority.url}
              onChange={(url) => patch({ url })}
            />
            <LineInput
              label={words.authorityPolicy}
              value={authority.policy}
              onChange={(policy) => patch({ policy })}
            />
          </Fields>
        )}
      </ListOf>
      <div className={styles.actions}>
        <Button size="xs" onClick={() => setAuthorities([...authorities, { name: '' }])}>
          {words.addAuthority}
        </Button>
        {draft.dirty && (
          <Button
            size="xs"
            disabled={!isWhole}
            loading={save.isPending}
            onClick={() => save.mutate({ authorities }, { onSuccess: draft.drop })}
          >
            {words.saveAuthorities}
          </Button>
        )}
      </div>
    </div>
  )
}

function Roots() {
  const { integrity, window: text } = useMessages()
  const words = text.integrity
  const { data } = useAnswer('authorities.get', {})
  const trust = useAct('authorities.trust')
  const distrust = useAct('authorities.distrust')
  const roots = data?.roots ?? []

  async function add(file: File | null) {
    if (!file) return
    try {
      trust.mutate({ source: await sourceOf(file) })
    } catch (error) {
      showError(error)
    }
  }

  return (
    <div className={styles.group}>
      <h3>{words.roots}</h3>
      <p className={styles.soft}>{words.rootsHint}</p>
      {roots.length === 0 && <p>{words.noRoots}</p>}
      <ul className={styles.roots}>
        {roots.map((root) => (
          <li key={root.fingerprint}>
            <span>
              {visible(root.subject)}
              <span className={styles.soft}>
                {integrity.until} <Time at={root.notAfter} /> · <Digest value={root.fingerprint} />
              </span>
            </span>
            <ActionIcon
              color="ink"
              aria-label={words.removeRoot(root.subject)}
              title={words.removeRoot(root.subject)}
              onClick={() => distrust.mutate({ fingerprint: root.fingerprint })}
            >
              <IconTrash size={17} stroke={1.4} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <FileButton accept=".pem,.crt,.cer,.der" onChange={(file) => void add(file)}>
          {(props) => (
            <Button {...props} size="xs">
              {words.addRoot}
            </Button>
          )}
        </FileButton>
      </div>
    </div>
  )
}

/** One stamp over the head of the ledger speaks for every file before it. */
function HeadStamp() {
  const { integrity, window: text } = useMessages()
  const words = text.integrity
  const { data: known } = useAnswer('authorities.get', {})
  const { data: heads } = useAnswer('timestamps.list', { heads: true })
  const { data: queued } = useAnswer('timestamps.list', { state: 'queued' })
  const { data: failed } = useAnswer('timestamps.list', { state: 'failed' })
  const { data: due } = useAnswer('ladders.reminders', {})
  const request = useAct('timestamps.request')
  const waiting = queued?.timestamps.length ?? 0
  const refused = failed?.timestamps.length ?? 0
  const canAsk = known?.authorities.some(({ url }) => url !== undefined) ?? false
  return (
    <div className={styles.group}>
      {due && due.timestamps.length > 0 && (
        <p className={styles.attention}>{integrity.reminder({ count: due.timestamps.length })}</p>
      )}
      <div className={styles.actions}>
        <Button
          size="xs"
          disabled={!canAsk}
          loading={request.isPending}
          onClick={() => request.mutate({ subjects: [{ kind: 'head' }] })}
        >
          {words.stampHead}
        </Button>
        <p className={styles.soft}>{words.stampHeadHint}</p>
      </div>
      {waiting + refused > 0 && (
        <div className={styles.actions}>
          {waiting > 0 && <p>{words.waiting(waiting)}</p>}
          {refused > 0 && <p>{words.refused(refused)}</p>}
          <Button size="xs" onClick={() => void resultOf(() => call('timestamps.retry', {}))}>
            {words.retry}
          </Button>
        </div>
      )}
      <ul className={styles.stamps}>
        {heads?.timestamps
          .filter(({ state }) => state !== 'queued')
          .map((stamp) => (
            <li key={stamp.id}>
              {words.headOf(stamp.head?.seq ?? 0)} · {visible(stamp.verdict?.signer ?? stamp.authority)}
              {stamp.verdict?.time && (
                <>
                  {' · '}
                  <Time at={stamp.verdict.time} />
                </>
              )}
              <span className={styles.soft}>
                {stamp.verdict
                  ? integrity.tokenStates[stamp.verdict.state]
                  : integrity.stampError(stamp.lastError ?? '')}
              </span>
            </li>
          ))}
      </ul>
    </div>
  )
}

function Sm3() {
  const words = useMessages().window.integrity
  const { data } = useAnswer('settings.get', {})
  const save = useAct('settings.set')
  if (!data) return null
  return (
    <Checkbox
      label={words.sm3}
      checked={data.sm3}
      onChange={(event) => save.mutate({ sm3: event.currentTarget.checked })}
    />
  )
}
