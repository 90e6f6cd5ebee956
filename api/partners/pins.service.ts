// What servers said of themselves first, or what the operator registered, and whether they still say so. A difference is put on
// record, stops all reading there, and stands until the operator has decided: a server that wavers is not trusted by itself.
import type { ErrorCode } from '../contract/error-codes';
import { KnownError } from '../errors/known-error';
import type { Partner } from './partner.schema';

export const pinKinds = ['tokenEndpoint', 'issuer', 'release', 'entraTenant'] as const;
export type PinKind = (typeof pinKinds)[number];

export interface Said {
  readonly kind: PinKind;
  /** Base of the FHIR server; empty for what is true of the partner as a whole. */
  readonly place: string;
  readonly value: string;
  /** Of the operator's own registration: nothing needs to be pinned. */
  readonly registered?: string;
}

export interface Pin {
  readonly partnerId: string;
  readonly kind: PinKind;
  readonly place: string;
  readonly pinned: string;
  /** What is said now, until the operator has decided. */
  readonly seen: string | undefined;
}

export interface PinStore {
  find(): Promise<readonly Pin[]>;
  /** Answers the one that stands: somebody else may have been first. */
  add(pin: Pin): Promise<Pin>;
  /** With its audit rows, in one transaction. */
  saveDrift(pin: Pin, partner: Partner): Promise<void>;
}

export interface Pins {
  find(partner: Partner, kind: PinKind, place: string): string | undefined;
  /** Pins what is new. Throws token_endpoint_differs or server_changed once a difference is on record. */
  compare(partner: Partner, said: readonly Said[]): Promise<void>;
  /** Throws the same if a difference is on record for this place or for the partner as a whole. */
  assertSame(partner: Partner, place: string): void;
  read(): Promise<void>;
  findAll(): readonly Pin[];
}

export function createPins(store?: PinStore): Pins {
  let pins = new Map<string, Pin>();

  async function compareOne(partner: Partner, said: Said): Promise<void> {
    const { kind, place, value, registered } = said;
    const fresh = { partnerId: partner.id, kind, place, pinned: registered ?? value, seen: undefined };
    const key = toKey(fresh);
    let pin = pins.get(key);
    if (pin === undefined) {
      pin = registered === undefined ? ((await store?.add(fresh)) ?? fresh) : fresh;
      pins.set(key, pin);
    }
    if (value === pin.pinned) return;
    if (value !== pin.seen) {
      const drift = { ...pin, seen: value };
      await store?.saveDrift(drift, partner);
      pins.set(key, drift);
    }
    throw toDrift(kind);
  }

  return {
    find: (partner, kind, place) => pins.get(toKey({ partnerId: partner.id, kind, place }))?.pinned,
    async compare(partner, said) {
      for (const one of said) await compareOne(partner, one);
    },
    assertSame(partner, place) {
      for (const kind of pinKinds) {
        for (const where of [place, '']) {
          const pin = pins.get(toKey({ partnerId: partner.id, kind, place: where }));
          if (pin?.seen !== undefined) throw toDrift(kind);
        }
      }
    },
    findAll: () => [...pins.values()],
    async read() {
      const found = (await store?.find()) ?? [];
      pins = new Map(found.map((pin) => [toKey(pin), pin]));
    },
  };
}

const toKey = ({ partnerId, kind, place }: Pick<Pin, 'partnerId' | 'kind' | 'place'>) =>
  `${partnerId}\n${kind}\n${place}`;

const details: Readonly<Record<PinKind, readonly [ErrorCode, string]>> = {
  tokenEndpoint: [
    'token_endpoint_differs',
    "The server names another token address than the one your operator registered. No credentials were sent. Ask your operator to check the partner's registration.",
  ],
  entraTenant: [
    'token_endpoint_differs',
    'The server names another Entra tenant than before. No credentials were sent. Ask your operator to look at it.',
  ],
  issuer: [
    'server_changed',
    'The server names another issuer than before. Reading has stopped until your operator has looked at it.',
  ],
  release: [
    'server_changed',
    'The server speaks another FHIR release than before. Reading has stopped until your operator has looked at it.',
  ],
};

function toDrift(kind: PinKind): KnownError {
  const [code, detail] = details[kind];
  return new KnownError(code, { status: 502, detail });
}
