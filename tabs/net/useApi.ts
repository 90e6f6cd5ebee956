// The API for components.
import { createContext, useContext } from 'react';
import type { Api } from './api';

export const ApiContext = createContext<Api | undefined>(undefined);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('useApi needs an ApiContext above it');
  return api;
}
