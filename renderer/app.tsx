import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import 'dayjs/locale/zh-cn'
import { lazy, Suspense, useEffect } from 'react'
import { answers, follow } from './answers.ts'
import { CaseList } from './cases/case-list.tsx'
import { NewCase } from './cases/new-case.tsx'
import styles from './frame/frame.module.css'
import { ImportReport } from './frame/import-report.tsx'
import { Rail } from './frame/rail.tsx'
import { StatusBar } from './frame/status-bar.tsx'
import { DamageBanner } from './integrity/health.tsx'
import { LanguageProvider, useLanguage, useMessages } from './language.tsx'
import { useRoute } from './route.ts'
import { Settings } from './settings/settings.tsx'
import { useShellCommands } from './shell.ts'
import { theme } from './theme/theme.ts'

/** The list of cases is what one sees first; the screens of a case follow while it is looked at. */
const loadCase = () => import('./frame/case-frame.tsx')
const CaseFrame = lazy(async () => ({ default: (await loadCase()).CaseFrame }))
const Library = lazy(async () => ({ default: (await import('./library/library.tsx')).Library }))

function Screen() {
  const route = useRoute()
  if (route.screen === 'case') {
    return (
      <Suspense fallback={<main className={styles.main} />}>
        <CaseFrame key={route.caseId} route={route} />
      </Suspense>
    )
  }
  if (route.screen === 'library') {
    return (
      <Suspense fallback={<main className={styles.main} />}>
        <Library route={route} />
      </Suspense>
    )
  }
  if (route.screen === 'new-case') return <NewCase />
  if (route.screen === 'settings') return <Settings />
  return <CaseList />
}

function Window() {
  const { language } = useLanguage()
  const { terms, window: text } = useMessages()
  useEffect(follow, [])
  useEffect(() => {
    const idle = setTimeout(() => void loadCase(), 400)
    return () => clearTimeout(idle)
  }, [])
  useShellCommands()
  useEffect(() => {
    document.title = terms.productFull
  }, [terms])
  return (
    <DatesProvider settings={{ locale: language === 'zh-CN' ? 'zh-cn' : 'en', firstDayOfWeek: 1 }}>
      <Notifications
        position="top-center"
        limit={2}
        transitionDuration={0}
        containerWidth={380}
        classNames={{ root: styles.notices }}
      />
      <button type="button" className={styles.skip} onClick={skip}>
        {text.skip}
      </button>
      <div className={styles.frame}>
        <DamageBanner />
        <div className={styles.window}>
          <Rail />
          <Screen />
          <StatusBar />
          <ImportReport />
        </div>
      </div>
    </DatesProvider>
  )
}

/** The hash holds the route, so the way past the rail moves the focus instead of being a link. */
function skip(): void {
  document.getElementById('content')?.focus()
}

export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={answers}>
        <LanguageProvider>
          <Window />
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
