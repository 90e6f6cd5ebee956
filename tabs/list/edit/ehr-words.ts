// What the EHR says of the main problem, which stays in view while one types over it. Pure.
import type { RowModel } from '../../../api/clinical/row-model';

export function toEhrWords(model: RowModel | undefined): string | undefined {
  if (!model || model.isTyped) return undefined;
  const view = model.cell('mainProblem');
  return (view.typed ? view.ehr : view.value)?.main.text;
}
