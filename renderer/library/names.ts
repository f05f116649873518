import { noGenerator } from '../../shared/contract/search.ts'
import { shortGeneratorNames } from '../../shared/generator-names.ts'
import { useAnswer } from '../answers.ts'
import { useMessages } from '../language.tsx'
import { visible } from '../ui/visible-text.ts'

/** The name under which people know a generator; its id where it has none. */
export function useGeneratorName(): (id: string | null) => string {
  const { window: text } = useMessages()
  return (id) =>
    id === null || id === noGenerator ? text.library.noGenerator : (shortGeneratorNames[id] ?? visible(id))
}

/** The title of a case known by its number. */
export function useCaseTitle(): (id: number) => string {
  const { data } = useAnswer('cases.list', {})
  return (id) => data?.cases.find((each) => each.id === id)?.title ?? String(id)
}
