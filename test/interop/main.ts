// `npm run interop -- <base url>`: what works on a live FHIR server, in one line each, and its row of the matrix.
import { interviewLive } from './live';
import { type Options, toOptions } from './options';
import { interviewPersonas } from './personas';
import { writeMatrix } from './readme';
import { toReport } from './report';

async function run(options: Options): Promise<boolean> {
  if (options.isOfPersonas) {
    writeMatrix(await interviewPersonas());
    process.stdout.write('The matrix of README.md is written.\n');
    return true;
  }
  const told = await interviewLive(options);
  process.stdout.write(`${toReport(told, options)}\n`);
  return told.findings.every(
    ({ id, verdict }) => verdict !== 'wrong' && (id !== 'connect' || verdict === 'works'),
  );
}

try {
  process.exitCode = (await run(toOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
