import { notifications } from '@mantine/notifications'
import { AppError } from '../../shared/contract/errors.ts'
import { messagesIn } from '../../shared/messages/index.ts'

function messagesNow() {
  return messagesIn(document.documentElement.lang === 'en' ? 'en' : 'zh-CN')
}

/** The one sentence that says what went wrong. */
export function sentenceOf(error: unknown): string {
  const { errors } = messagesNow()
  return error instanceof AppError
    ? errors[error.code](error.details)
    : errors.internal({ reference: error instanceof Error ? error.name : 'unknown' })
}

export function showError(error: unknown): void {
  if (error instanceof AppError && error.code === 'cancelled') return
  notifications.show({
    message: sentenceOf(error),
    color: 'var(--vermilion-text)',
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': messagesNow().window.close },
  })
}

export function showDone(sentence: string): void {
  notifications.show({
    message: sentence,
    color: 'var(--celadon)',
    autoClose: 2_500,
    closeButtonProps: { 'aria-label': messagesNow().window.close },
  })
}

/** Something was done, but a person should look at it. */
export function showAttention(sentence: string): void {
  notifications.show({
    message: sentence,
    color: 'var(--ochre)',
    autoClose: 10_000,
    closeButtonProps: { 'aria-label': messagesNow().window.close },
  })
}
