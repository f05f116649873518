import { useEffect } from 'react'
import { openSample } from './cases/sample.ts'
import { call, listen } from './client.ts'
import { importPaths } from './importing.ts'
import { useLanguage, useMessages } from './language.tsx'
import { roleAt } from './roles.ts'
import { goTo, useRoute } from './route.ts'
import { showAttention, showError } from './ui/notices.ts'

/** Does what was chosen in the desktop's own menus and dialogs. */
export function useShellCommands(): void {
  const route = useRoute()
  const { language, setLanguage } = useLanguage()
  const { window: text } = useMessages()
  useEffect(
    () =>
      listen((event) => {
        if (event.type === 'shell.engine-restarted') showAttention(text.engineRestarted)
        if (event.type === 'shell.files-chosen') {
          if (route.screen === 'case') void importPaths(route.caseId, roleAt(route.place), event.paths)
          else showAttention(text.openCaseFirst)
        }
        if (event.type !== 'shell.menu') return
        if (event.command === 'new-case') goTo({ screen: 'new-case' })
        if (event.command === 'open-sample') void openSample(language)
        if (event.command === 'language') setLanguage(language === 'zh-CN' ? 'en' : 'zh-CN')
        if (event.command === 'verify') {
          goTo({ screen: 'settings' })
          call('vaults.verify', {}).catch(showError)
        }
        if (event.command === 'build-dossier') {
          if (route.screen === 'case') goTo({ ...route, place: 'dossier' })
          else showAttention(text.openCaseFirst)
        }
      }),
    [route, language, setLanguage, text],
  )
}
