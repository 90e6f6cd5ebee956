// `npm run interop` from its words to its exit code: 0 everything is as it should be, 1 the link is refused or an answer can't
// be right, 2 the words are not understood or nothing could be asked.
import { interviewLive } from './live';
import { type Options, toOptions } from './options';
import { interviewPersonas } from './personas';
import { writeMatrix } from './readme';
import { toReport } from './report';

export interface Paper {
  /** What was asked for. */
  write(text: string): void;
  /** What went wrong. */
  say(text: string): void;
}

async function ask(options: Options, { write }: Paper): Promise<0 | 1> {
  if (options.isOfPersonas) {
    writeMatrix(await interviewPersonas());
    write('The matrix of README.md is written.');
    return 0;
  }
  const told = await interviewLive(options);
  write(toReport(told, options));
  const isWell = told.findings.every(
    ({ id, verdict }) => verdict !== 'wrong' && (id !== 'connect' || verdict === 'works'),
  );
  return isWell ? 0 : 1;
}

export async function runInterop(words: readonly string[], paper: Paper): Promise<0 | 1 | 2> {
  try {
    return await ask(toOptions(words), paper);
  } catch (error) {
    paper.say(error instanceof Error ? error.message : String(error));
    return 2;
  }
}
