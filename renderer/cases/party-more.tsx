import { Button } from '@mantine/core'
import type { Party } from '../../shared/contract/case.ts'
import { useMessages } from '../language.tsx'
import { Fields, Fold } from '../ui/controls.tsx'
import { LineInput } from '../ui/inputs.tsx'
import { ItemsPicker } from '../ui/items-picker.tsx'
import { ListOf } from '../ui/list-of.tsx'

const personFields = [
  'gender',
  'birthDate',
  'ethnicity',
  'employer',
  'position',
  'phone',
  'email',
  'address',
  'habitualResidence',
  'idKind',
  'idNumber',
] as const
const organisationFields = [
  'representative',
  'position',
  'phone',
  'email',
  'address',
  'idKind',
  'idNumber',
] as const
const agentFields = ['represents', 'authority', 'employer', 'position', 'phone', 'email', 'address'] as const

function fieldsOf(party: Party) {
  if (party.role === 'agent') return agentFields
  return party.kind === 'person' ? personFields : organisationFields
}

/** Accounts, and the personal data that the service copy of a dossier leaves out (legal-reference R11). */
export function PartyMore({
  caseId,
  party,
  change,
}: {
  readonly caseId: number
  readonly party: Party
  readonly change: (part: Partial<Party>) => void
}) {
  const { window: text } = useMessages()
  const words = text.parties
  const fields = fieldsOf(party)
  const filled = fields.filter((field) => party[field]).length
  return (
    <div>
      <Fold
        title={words.personal}
        note={filled > 0 ? words.filled({ filled, of: fields.length }) : words.personalHint}
      >
        <Fields columns={3}>
          {fields.map((field) => (
            <LineInput
              key={field}
              label={words.fields[field]}
              value={party[field]}
              onChange={(value) => change({ [field]: value })}
            />
          ))}
        </Fields>
      </Fold>
      {party.role !== 'agent' && (
        <Fold
          title={words.accounts}
          note={party.accounts
            .map((account) => account.name ?? account.id)
            .filter(Boolean)
            .join(' ')}
        >
          <ListOf
            value={party.accounts}
            onChange={(accounts) => change({ accounts })}
            removeLabel={(account) => text.remove(account.name ?? words.account)}
          >
            {(account, patch) => (
              <Fields>
                <LineInput
                  label={words.platform}
                  value={account.platform}
                  onChange={(platform) => patch({ platform })}
                />
                <LineInput
                  label={words.accountName}
                  value={account.name}
                  onChange={(name) => patch({ name })}
                />
                <LineInput label={words.accountId} value={account.id} onChange={(id) => patch({ id })} />
                <LineInput label={words.accountUrl} value={account.url} onChange={(url) => patch({ url })} />
              </Fields>
            )}
          </ListOf>
          <div>
            <Button size="xs" onClick={() => change({ accounts: [...party.accounts, {}] })}>
              {words.addAccount}
            </Button>
          </div>
        </Fold>
      )}
      <Fold title={words.items} note={party.items.length || undefined}>
        <ItemsPicker
          caseId={caseId}
          label={words.itemsOf(party.name)}
          value={party.items}
          onChange={(items) => change({ items })}
        />
      </Fold>
    </div>
  )
}
