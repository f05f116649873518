import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The library wants ten shades; the page's colours are tokens that know both schemes, so all ten are the same. */
function tenTimes(token: string): MantineColorsTuple {
  return [token, token, token, token, token, token, token, token, token, token]
}

/** Ink is the control colour; vermilion is for the one primary action of a screen. */
export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'ink',
  colors: { ink: tenTimes('var(--ink)'), vermilion: tenTimes('var(--vermilion)') },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  components: {
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Button: { defaultProps: { variant: 'default', size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle' } },
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { transitionProps: { duration: 100 } } },
    Select: { defaultProps: { allowDeselect: false, comboboxProps: { transitionProps: { duration: 80 } } } },
    Textarea: { defaultProps: { autosize: true, minRows: 2, maxRows: 12 } },
  },
})
