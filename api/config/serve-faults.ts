// What only a demo may do, and what makes a server unsafe however good its other settings are: `serve` refuses to start on it.
import type { Variables } from './variables.schema';

type Environment = Readonly<Record<string, string | undefined>>;

export function demoFaults(identity: string | undefined, http: string | undefined): string[] {
  return [
    ...(identity === 'demo' ? ['PATIENTS_IDENTITY=demo is for npm start, never for serving patients'] : []),
    ...(http === 'allow'
      ? ['PATIENTS_OUTBOUND_HTTP=allow is for npm start, never for serving patients']
      : []),
  ];
}

export function serveFaults(v: Variables, env: Environment): string[] {
  const faults: string[] = [];
  if (v.PATIENTS_PUBLIC_URL === undefined) faults.push('PATIENTS_PUBLIC_URL is missing');
  else if (!v.PATIENTS_PUBLIC_URL.startsWith('https://'))
    faults.push('PATIENTS_PUBLIC_URL must start with https://');
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    faults.push('NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off: take it away');
  }
  for (const name of ['PATIENTS_MASTER_KEY', 'PATIENTS_NEXT_MASTER_KEY'] as const) {
    const key = v[name];
    if (key !== undefined && isTypedByHand(Buffer.from(key, 'base64')))
      faults.push(`${name} was not made at random: make one with openssl rand -base64 32`);
  }
  faults.push(...debuggingFaults(env));
  for (const link of v.PATIENTS_OPEN_SERVERS) {
    if (!link.startsWith('https://')) faults.push('PATIENTS_OPEN_SERVERS must be https:// links');
  }
  return faults;
}

const fewestBytes = 12;

/** Words, like the demo's, or a few bytes again and again: chance makes neither of them in the life of the universe. */
function isTypedByHand(key: Uint8Array): boolean {
  return key.every((byte) => byte >= 0x20 && byte < 0x7f) || new Set(key).size < fewestBytes;
}

const unsafeOptions = /--(insecure-http-parser|inspect|tls-min-v1\.[01])/;

/** Node and its libraries print what they are sent, tokens and names among it, or open a door to the memory. */
function debuggingFaults(env: Environment): string[] {
  const printing = ['DEBUG', 'NODE_DEBUG'].filter((name) => (env[name] ?? '') !== '');
  const option = unsafeOptions.exec(env.NODE_OPTIONS ?? '')?.[0];
  return [
    ...printing.map((name) => `${name} makes libraries print what they are sent: take it away`),
    ...(option === undefined ? [] : [`NODE_OPTIONS has ${option}: take it away`]),
  ];
}
