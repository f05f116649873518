import { IconFolder, IconSearch, IconSettings } from '@tabler/icons-react'
import { useMessages } from '../language.tsx'
import { everything } from '../library/query.ts'
import { addressOf, useRoute } from '../route.ts'
import seal from '../theme/seal.svg'
import styles from './frame.module.css'

/** The seal and the few places that are not a case. */
export function Rail() {
  const route = useRoute()
  const { terms, window: text } = useMessages()
  const inCases = route.screen !== 'settings' && route.screen !== 'library'
  return (
    <nav className={styles.rail} aria-label={text.rail.label}>
      <a className={styles.seal} href={addressOf({ screen: 'cases' })} aria-label={terms.product}>
        <img src={seal} alt="" width={40} height={40} />
      </a>
      <a
        className={styles.railLink}
        href={addressOf({ screen: 'cases' })}
        aria-current={inCases ? 'page' : undefined}
      >
        <IconFolder size={20} stroke={1.4} aria-hidden="true" />
        {text.rail.cases}
      </a>
      <a
        className={styles.railLink}
        href={addressOf({ screen: 'library', query: everything })}
        aria-current={route.screen === 'library' ? 'page' : undefined}
      >
        <IconSearch size={20} stroke={1.4} aria-hidden="true" />
        {text.library.title}
      </a>
      <a
        className={`${styles.railLink} ${styles.railFoot}`}
        href={addressOf({ screen: 'settings' })}
        aria-current={route.screen === 'settings' ? 'page' : undefined}
      >
        <IconSettings size={20} stroke={1.4} aria-hidden="true" />
        {text.rail.settings}
      </a>
    </nav>
  )
}
