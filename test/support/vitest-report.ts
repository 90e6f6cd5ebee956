// Counts what vitest's JSON report says, and what it doesn't say: a file that couldn't be loaded, a run that broke off.
import { z } from 'zod';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

export function addUp(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
  };
}

/** A run that ended badly always counts at least one failure, whatever its report says. */
export function toCount(readReport: () => string, isFine: boolean): Count {
  let read: z.infer<typeof report>;
  try {
    read = report.parse(JSON.parse(readReport()));
  } catch {
    return { passed: 0, failed: 1 };
  }
  const unloaded = read.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = read.numFailedTests + unloaded;
  return { passed: read.numPassedTests, failed: isFine ? failed : Math.max(1, failed) };
}
