/** The structure tests alone: no database, no build; part of `npm run check`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/architecture.test.ts', 'test/docs.test.ts', 'test/guide.test.ts', 'test/words.test.ts'],
  },
});
