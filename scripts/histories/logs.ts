import { type Entry, type Played, recordedOf } from './files.ts'
import type { Round } from './history.ts'
import { invokeDatabase } from './invoke-database.ts'
import { digits, localTime } from './names.ts'
import { fooocusRecord } from './records.ts'
import { digestOf, negativeOf, promptOf } from './wording.ts'

/** The logs that the programs keep beside their pictures, and the copies that saving by hand makes. */
export function logsOf(played: Played): Entry[] {
  const { author } = played.history
  if (author.program === 'fooocus') return fooocusLogs(played)
  if (author.program === 'invokeai') return [invokeDatabase(played, (picture) => recordedOf(played, picture))]
  return author.program === 'a1111' && author.saves ? savedByHand(played) : []
}

/** A1111's Save button: a copy into `log/images` and a row in `log.csv` (modules/ui_common.py, `save_files`). */
function savedByHand(played: Played): Entry[] {
  const { author, pictures, rounds } = played.history
  const saved = rounds
    .flatMap((round) => (round.id % 3 === 0 ? [pictures[round.favourite]] : []))
    .flatMap((it) => it ?? [])
  const name = (n: number) => `${digits(n, 5)}-${saved[n]?.seed}.png`
  const rows = saved.map((picture, n) => {
    const { recipe } = rounds[picture.round] as Round
    return [
      promptOf(recipe, author, picture.choice),
      picture.seed,
      recipe.width,
      recipe.height,
      'DPM++ 2M Karras',
      recipe.cfg,
      recipe.steps,
      name(n),
      negativeOf(recipe, author),
      recipe.model,
      digestOf(recipe.model, 10),
    ]
  })
  const head =
    'prompt,seed,width,height,sampler,cfgs,steps,filename,negative_prompt,sd_model_name,sd_model_hash'
  const csv = [head, ...rows.map((row) => row.map(quoted).join(','))].join('\r\n')
  return [
    ...saved.map(
      (picture, n): Entry => ({
        path: `log/images/${name(n)}`,
        modified: picture.at + 20_000,
        played,
        picture: picture.id,
        record: 'whole',
        kind: 'copy',
      }),
    ),
    log('log/images/log.csv', `${csv}\r\n`, (saved.at(-1)?.at ?? 0) + 20_000, played),
  ]
}

function quoted(value: string | number | bigint): string {
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Fooocus's `log.html` of each day, newest first (modules/private_logger.py). */
function fooocusLogs(played: Played): Entry[] {
  const { author, pictures, rounds } = played.history
  const days = Map.groupBy(pictures, ({ at }) => localTime(at).slice(0, 10))
  return [...days].map(([day, ofDay]) => {
    const blocks = ofDay.toReversed().map((picture) => {
      const name = (played.paths[picture.id] ?? '').replace(/^.*\//, '')
      const round = rounds[picture.round] as Round
      const record = fooocusRecord({ author, round, picture, input: null, workflow: '' })
      const rows: [string, unknown][] = [
        ['Prompt', record.prompt],
        ['Negative Prompt', record.negative_prompt],
        ['Steps', record.steps],
        ['Resolution', record.resolution],
        ['Guidance Scale', record.guidance_scale],
        ['Base Model', record.base_model],
        ['Sampler', record.sampler],
        ['Scheduler', record.scheduler],
        ['Seed', record.seed],
        ['Version', record.version],
      ]
      const cells = rows.map(
        ([label, value]) =>
          `<tr><td class='label'>${label}</td><td class='value'>${escaped(String(value))}</td></tr>\n`,
      )
      const id = name.replace('.', '_')
      const copied = encodeURIComponent(JSON.stringify(Object.fromEntries(rows)))
      return `<div id="${id}" class="image-container"><hr><table><tr>\n<td><a href="${name}" target="_blank"><img src='${name}' onerror="this.closest('.image-container').style.display='none';" loading='lazy'/></a><div>${name}</div></td><td><table class='metadata'>${cells.join('')}</table><button onclick="to_clipboard('${copied}')">Copy to Clipboard</button></td></tr></table></div>\n\n`
    })
    const page = `<!DOCTYPE html><html><head><title>Fooocus Log ${day}</title></head><body>\n<!--fooocus-log-split-->\n\n${blocks.join('')}<!--fooocus-log-split-->\n</body></html>`
    return log(`outputs/${day}/log.html`, page, ofDay.at(-1)?.at ?? 0, played)
  })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function log(path: string, text: string, modified: number, played: Played): Entry {
  return {
    path,
    modified,
    played,
    picture: null,
    record: 'whole',
    kind: 'log',
    bytes: () => Buffer.from(text),
  }
}
