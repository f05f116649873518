import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { linesIn } from '../../../electron/core/archive/case-lines.ts'
import { temporaryFolder } from '../../open-core.ts'

test('lines come whole, however long and wherever a read ends', () => {
  const path = join(temporaryFolder(), 'vault.jsonl')
  const lines = ['first', '山'.repeat(18 * 1024 * 1024), '', `${'a'.repeat((1 << 20) - 3)}风`, 'last']
  writeFileSync(path, `${lines.join('\n')}\n`)
  expect([...linesIn(path)].map((line, index) => line === lines[index])).toEqual(lines.map(() => true))
  writeFileSync(path, 'no end of line')
  expect([...linesIn(path)]).toEqual(['no end of line'])
})
