import { Checkbox, Textarea } from '@mantine/core'
import { type CaptureRecord, CleanCheck } from '../../shared/contract/capture.ts'
import { useMessages } from '../language.tsx'
import { Fields, Fold } from '../ui/controls.tsx'
import { InstantInput, LineInput } from '../ui/inputs.tsx'

type Check = CaptureRecord['cleanChecks'][number]

/** How the capture was made: operator, machine, clean environment, time stamp, and what was not captured. */
export function CaptureConditions({
  value,
  patch,
}: {
  readonly value: CaptureRecord
  readonly patch: (part: Partial<CaptureRecord>) => void
}) {
  const { terms, window: text } = useMessages()
  const words = text.infringement
  const lines = (names: readonly (keyof typeof words.lines)[]) =>
    names.map((name) => (
      <LineInput
        key={name}
        label={words.lines[name]}
        value={value[name]}
        onChange={(next) => patch({ [name]: next })}
      />
    ))
  return (
    <div>
      <Fold title={words.pageMore}>
        <Fields columns={3}>{lines(['urlFinal', 'viewsShown', 'likesShown'])}</Fields>
      </Fold>
      <Fold title={words.operator} note={value.operatorName}>
        <Fields columns={3}>
          {lines([
            'operatorName',
            'operatorRole',
            'accountUsed',
            'device',
            'os',
            'tool',
            'network',
            'displayTimeZone',
          ])}
        </Fields>
        <Textarea
          label={words.steps}
          description={words.stepsHint}
          value={value.steps ?? ''}
          onChange={(event) => patch({ steps: event.currentTarget.value || undefined })}
        />
      </Fold>
      <Fold title={words.clean} note={value.cleanChecks.length > 0 ? value.cleanChecks.length : undefined}>
        <Checkbox.Group
          aria-label={words.clean}
          value={value.cleanChecks}
          onChange={(checks) => patch({ cleanChecks: checks as Check[] })}
        >
          <Fields columns={3}>
            {CleanCheck.options.map((check) => (
              <Checkbox key={check} size="sm" value={check} label={terms.cleanChecks[check]} />
            ))}
          </Fields>
        </Checkbox.Group>
      </Fold>
      <Fold title={words.fixing} note={value.tsaName ?? value.notaryDeedNo}>
        <Fields columns={3}>
          {lines(['tsaName', 'tsaSerial', 'chainId', 'notaryDeedNo'])}
          <InstantInput
            label={words.tsaTime}
            value={value.tsaTime}
            onChange={(tsaTime) => patch({ tsaTime })}
          />
        </Fields>
      </Fold>
      <Fold title={words.limits} note={value.notCaptured}>
        <Textarea
          label={words.notCaptured}
          description={words.notCapturedHint}
          value={value.notCaptured ?? ''}
          onChange={(event) => patch({ notCaptured: event.currentTarget.value || undefined })}
        />
        <Textarea
          label={words.note}
          value={value.note ?? ''}
          onChange={(event) => patch({ note: event.currentTarget.value || undefined })}
        />
      </Fold>
    </div>
  )
}
