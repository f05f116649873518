import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** These limits end what hangs. They measure nothing, and must hold on a machine that is busy with other work. */
const patience = { test: 600_000, poll: 120_000 } as const

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    testTimeout: patience.test,
    hookTimeout: patience.test,
    teardownTimeout: patience.poll,
    expect: { poll: { timeout: patience.poll } },
    // Two slow cores are the smallest machine the suite has to pass on.
    maxWorkers: 2,
  },
})
