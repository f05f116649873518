import { Button, NumberInput } from '@mantine/core'
import type { Region } from '../../shared/contract/primitives.ts'
import { useMessages } from '../language.tsx'
import styles from './comparison.module.css'
import { withSide } from './geometry.ts'

const whole: Region = { x: 0, y: 0, width: 1, height: 1 }

/** The framed part in percent, for those who do not draw it, and the way back to the whole file. */
export function RegionFields({
  value,
  onChange,
}: {
  readonly value: Region | undefined
  readonly onChange: (region: Region | undefined) => void
}) {
  const { window: text } = useMessages()
  const region = value ?? whole
  return (
    <div className={styles.regionFields}>
      {(['x', 'y', 'width', 'height'] as const).map((side) => (
        <NumberInput
          key={side}
          size="xs"
          label={text.comparison.sides[side]}
          suffix=" %"
          min={0}
          max={100}
          decimalScale={1}
          hideControls
          value={Math.round(region[side] * 1_000) / 10}
          onValueChange={({ floatValue }, { source }) => {
            if (source === 'event' && floatValue !== undefined) {
              onChange(withSide(region, side, floatValue / 100))
            }
          }}
        />
      ))}
      {value && (
        <Button size="xs" variant="subtle" onClick={() => onChange(undefined)}>
          {text.comparison.wholeFile}
        </Button>
      )}
    </div>
  )
}
