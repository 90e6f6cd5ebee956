// Secrets by file: `PATIENTS_MASTER_KEY_FILE` instead of the value itself, as containers and systemd hand them over. Knows no meaning.
import { readFileSync, statSync } from 'node:fs';

/** Variables that hold a secret and may come from a file. */
export const secretVariables = [
  'PATIENTS_MASTER_KEY',
  'PATIENTS_NEXT_MASTER_KEY',
  'PATIENTS_CLIENT_SECRET',
  'PATIENTS_STORE',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

const toFileVariable = (name: string) => `${name}_FILE`;

/** The names that may stand in the environment besides the variables themselves. */
export const secretFileVariables: readonly string[] = secretVariables.map(toFileVariable);

/**
 * The environment with what the files hold, without the line break at their ends. Faults go to `faults`, without the value
 * and without the file's name, which may be telling.
 */
export function withSecretFiles(env: Environment, faults: string[]): Environment {
  const found: Record<string, string | undefined> = { ...env };
  for (const name of secretVariables) {
    const variable = toFileVariable(name);
    const file = env[variable];
    if (file === undefined || file === '') continue;
    if (env[name]) faults.push(`${name} and ${variable} are both set: keep one`);
    const text = readSecret(variable, file, faults);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

function readSecret(variable: string, file: string, faults: string[]): string | undefined {
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o007) !== 0) {
      faults.push(`${variable} names a file that everybody on this machine can read: chmod 600`);
    }
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    faults.push(`${variable} names a file that cannot be read`);
    return undefined;
  }
}
