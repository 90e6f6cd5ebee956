// Counts what vitest's JSON report says, and what it doesn't say: a file that couldn't be loaded, a run that broke off.
import { z } from 'zod';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Of what went wrong: the first lines say it, the stack stands where the test was run. */
const linesKept = 4;

export function addUp(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
  };
}

const head = (message: string) => message.split('\n').slice(0, linesKept).join('\n    ');

/** A paragraph for each failed test and each file that couldn't be loaded; none if the report can't be read. */
export function toFailures(readReport: () => string): readonly string[] {
  const read = parse(readReport);
  if (!read) return [];
  return read.testResults.flatMap((file) =>
    file.assertionResults.length === 0 && file.status === 'failed'
      ? [`✗ ${file.name}\n    ${head(file.message ?? '')}`]
      : file.assertionResults
          .filter((test) => test.status === 'failed')
          .map(
            (test) =>
              `✗ ${file.name}: ${test.fullName}\n    ${head((test.failureMessages ?? []).join('\n'))}`,
          ),
  );
}

function parse(readReport: () => string): z.infer<typeof report> | undefined {
  try {
    return report.parse(JSON.parse(readReport()));
  } catch {
    return undefined;
  }
}

/** A run that ended badly always counts at least one failure, whatever its report says. */
export function toCount(readReport: () => string, isFine: boolean): Count {
  const read = parse(readReport);
  if (!read) return { passed: 0, failed: 1 };
  const unloaded = read.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = read.numFailedTests + unloaded;
  return { passed: read.numPassedTests, failed: isFine ? failed : Math.max(1, failed) };
}
