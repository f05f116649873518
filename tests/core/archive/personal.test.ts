import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openByteSearch } from '../../../electron/core/archive/personal.ts'
import { temporaryFolder } from '../../open-core.ts'

const holds = openByteSearch([
  '北京市海淀区学院路八十八号',
  '11010119900307851X',
  '13912345678',
  '北京市朝阳区A座 3-2-1',
  'someone@example.cn',
])

function file(bytes: string | Buffer): string {
  const path = join(temporaryFolder(), 'file')
  writeFileSync(path, bytes)
  return path
}

/** 北京市海淀区学院路八十八号 as a Chinese Windows writes it (GBK). */
const inGbk = Buffer.from('b1b1bea9cad0baa3b5edc7f8d1a7d4bac2b7b0cbcaaeb0cbbac5', 'hex')

test.each([
  ['as it was typed', '住址：北京市海淀区学院路八十八号。'],
  ['in GBK', Buffer.concat([Buffer.from('address: '), inGbk])],
  ['in UTF-16', Buffer.from('北京市海淀区学院路八十八号', 'utf16le')],
  ['in UTF-16, the other order', Buffer.from('北京市海淀区学院路八十八号', 'utf16le').swap16()],
  ['a number in groups', '139 1234 5678'],
  ['a number in groups with hyphens', '139-1234-5678'],
  ['a number in groups in UTF-16', Buffer.from('139 1234 5678', 'utf16le')],
  ['a small x at the end', '110101 19900307 851x'],
  ['other capitals', 'Someone@Example.CN'],
  ['without the space', '北京市朝阳区a座3-2-1'],
  ['across two reads', Buffer.concat([Buffer.alloc((1 << 20) - 5, 'a'), Buffer.from('13912345678')])],
])('a personal value is found in the bytes of a file: %s', async (_, bytes) => {
  expect(await holds(file(bytes))).toBe(true)
})

test('what is not one is not found, and without values nothing is', async () => {
  expect(await holds(file('13912345679 北京市海淀区'))).toBe(false)
  expect(await openByteSearch([])(file('13912345678'))).toBe(false)
})
