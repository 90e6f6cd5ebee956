// `npm run interop -- <base url>`: what works on a live FHIR server, in one line each, and its row of the matrix. Acts on import.
import { runInterop } from './command';

process.exitCode = await runInterop(process.argv.slice(2), {
  write: (text) => void process.stdout.write(`${text}\n`),
  say: (text) => void process.stderr.write(`${text}\n`),
});
