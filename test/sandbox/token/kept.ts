// What a token server has to remember: assertions that were used, clients that registered themselves. Tokens carry all there is to know.
import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider';

const keptModels = new Set(['ReplayDetection', 'Client', 'RegistrationAccessToken']);

/** A memory of one token server. */
export function createKept(): AdapterConstructor {
  const kept = new Map<string, AdapterPayload>();
  return class Kept implements Adapter {
    private readonly model: string;

    constructor(model: string) {
      this.model = model;
    }
    async upsert(id: string, payload: AdapterPayload): Promise<void> {
      if (keptModels.has(this.model)) kept.set(`${this.model} ${id}`, payload);
    }
    async find(id: string): Promise<AdapterPayload | undefined> {
      return kept.get(`${this.model} ${id}`);
    }
    async destroy(id: string): Promise<void> {
      kept.delete(`${this.model} ${id}`);
    }
    async findByUserCode(): Promise<undefined> {}
    async findByUid(): Promise<undefined> {}
    async consume(): Promise<void> {}
    async revokeByGrantId(): Promise<void> {}
  };
}
