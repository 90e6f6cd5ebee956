// The keys that a tenant's log was written with before its master key was exchanged, sealed with the one in force. Knows SQL.
import { z } from 'zod';
import type { MasterKeys } from '../store/master-keys';
import type { Db, Tx } from '../store/store';
import type { EraEnd, KeyEra } from './audit-keys';
import { openChainKey } from './chain';
import { openSignatureCheck } from './signer';

const retired = z.object({
  chainKey: z.base64(),
  publicKey: z.string(),
  until: z.object({ seq: z.number(), checkpoint: z.number(), segment: z.number() }),
});

export interface RetiredKeys {
  readonly chainSecret: Uint8Array;
  readonly publicKey: string;
  readonly until: EraEnd;
}

const toPlace = (tid: string, number: number) => `retired_audit_keys|${tid}|${number}`;

function findRows(db: Db, tid: string) {
  return db.selectFrom('retired_audit_keys').selectAll().where('tid', '=', tid).orderBy('number').execute();
}

/** Oldest first. One that somebody tampered with is left out: then its rows bear a key that nobody knows. */
export async function findRetiredEras(db: Db, masterKeys: MasterKeys, tid: string): Promise<KeyEra[]> {
  return (await findRows(db, tid)).flatMap(({ number, sealed }) => {
    try {
      const kept = retired.parse(
        JSON.parse(masterKeys.unwrap(toPlace(tid, number), sealed).toString('utf8')),
      );
      const chainKey = openChainKey(Buffer.from(kept.chainKey, 'base64'));
      return [{ chainKey, signer: openSignatureCheck(kept.publicKey), until: kept.until }];
    } catch {
      return [];
    }
  });
}

export async function addRetiredKeys(
  tx: Tx,
  masterKeys: MasterKeys,
  { tid, at }: { readonly tid: string; readonly at: string },
  { chainSecret, publicKey, until }: RetiredKeys,
): Promise<void> {
  const number = ((await findRows(tx, tid)).at(-1)?.number ?? 0) + 1;
  const kept = { chainKey: Buffer.from(chainSecret).toString('base64'), publicKey, until };
  const sealed = await masterKeys.wrap(tx, toPlace(tid, number), Buffer.from(JSON.stringify(kept)));
  await tx.insertInto('retired_audit_keys').values({ tid, number, sealed, at }).execute();
}

/** With the master key in force. */
export async function rewrapRetiredKeys(tx: Tx, masterKeys: MasterKeys, tid: string): Promise<void> {
  for (const { number, sealed } of await findRows(tx, tid)) {
    const place = toPlace(tid, number);
    const anew = await masterKeys.wrap(tx, place, masterKeys.unwrap(place, sealed));
    await tx
      .updateTable('retired_audit_keys')
      .set({ sealed: anew })
      .where('tid', '=', tid)
      .where('number', '=', number)
      .execute();
  }
}
