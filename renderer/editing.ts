import { useMutation } from '@tanstack/react-query'
import type { Case, CaseFile } from '../shared/contract/case.ts'
import { answers } from './answers.ts'
import { call } from './client.ts'
import { showError } from './ui/notices.ts'

/** The part of a case that a person edits. */
export function fileOf(file: Case): CaseFile {
  const { title, court, caseNumber, parties, works, facts } = file
  return { title, court, caseNumber, parties, works, facts }
}

/**
 * Changes a part of the case. The newest revision is asked for first, so that what another window wrote
 * meanwhile into another part stays.
 */
export function useEditCase(caseId: number) {
  return useMutation({
    async mutationFn(change: (file: CaseFile) => CaseFile) {
      const newest = await call('cases.get', { case: caseId })
      return call('cases.edit', { case: caseId, file: change(fileOf(newest)) })
    },
    onSuccess: () => answers.invalidateQueries(),
    onError: showError,
  })
}
