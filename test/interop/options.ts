// What `npm run interop` was told: whom to ask, how to get in, what to print. Secrets come from a file or standard input,
// never as an argument, which everybody on the machine could read.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cleanLink } from '../../api/connection/checks.service';
import type { PatientQuery } from '../../api/fhir/ehr';
import { type PresetId, presetIds } from '../../api/partners/preset-ids';

export const usage = `npm run interop -- <base url> [options]

Asks a live FHIR server all that this app needs to know, without writing anything, and prints what works.

  --preset <system>    how the server is read: ${presetIds.join(', ')}
  --client <file>      a partner entry as in PATIENTS_PARTNERS, for a server that wants credentials; - is standard input
  --keys <file>        our private keys, for a partner with private_key_jwt
  --token <file>       an access token that you have already; - is standard input
  --tenant <guid>      the Entra tenant that stands in the scope or chooses the hospital
  --patient <id>       whom to ask about; or any of --family, --given, --birthdate, --mrn
  --allow-private      also reach private and loopback addresses, and by http
  --json               one JSON object instead of lines
  --personas           asks the sandbox instead, and writes the matrix of README.md`;

export interface Options {
  readonly link: string | undefined;
  readonly preset: PresetId | undefined;
  readonly client: string | undefined;
  readonly keys: string | undefined;
  readonly token: string | undefined;
  readonly tenant: string;
  readonly hint: PatientQuery | undefined;
  readonly isPrivateAllowed: boolean;
  readonly isJson: boolean;
  readonly isOfPersonas: boolean;
}

const nobodysTenant = '00000000-0000-4000-8000-000000000000';
const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

/** Throws with a sentence that says what is wrong. */
export function toOptions(words: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      preset: text,
      client: text,
      keys: text,
      token: text,
      tenant: text,
      patient: text,
      family: text,
      given: text,
      birthdate: text,
      mrn: text,
      'allow-private': flag,
      json: flag,
      personas: flag,
    },
  });
  const { client, keys, token, tenant = nobodysTenant, patient, family, given, birthdate, mrn } = values;
  const preset = presetIds.find((one) => one === values.preset);
  if (values.preset !== undefined && preset === undefined)
    throw new Error(`There is no preset ${values.preset}: take one of ${presetIds.join(', ')}.`);
  if (positionals.length !== (values.personas ? 0 : 1)) throw new Error(usage);
  const [link] = positionals.map(toBase);
  const named = { id: patient, family, given, birthdate, identifier: mrn };
  const hint = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return {
    link,
    preset,
    client: readText(client),
    keys: readText(keys),
    token: readText(token)?.trim(),
    tenant,
    hint: Object.keys(hint).length === 0 ? undefined : hint,
    isPrivateAllowed: values['allow-private'],
    isJson: values.json,
    isOfPersonas: values.personas,
  };
}

/** What somebody may have pasted, as the base of a FHIR server. The words of the error don't repeat it: it may hold a secret. */
function toBase(text: string): string {
  const base = cleanLink(text);
  const { protocol = '', username = '', password = '' } = URL.canParse(base) ? new URL(base) : {};
  if (/^https?:$/.test(protocol) && username + password === '' && !/[?#]/.test(base)) return base;
  throw new Error(
    'The address is not the base of a FHIR server: it looks like https://fhir.hospital.example/r4, without a user, "?" or "#".',
  );
}

const standardInput = 0;

function readText(file: string | undefined): string | undefined {
  return file === undefined ? undefined : readFileSync(file === '-' ? standardInput : file, 'utf8');
}
