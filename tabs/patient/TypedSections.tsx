// What the team typed about the patient: everything for a typed patient, the team's own fields for one of the EHR.
import { typedKeys } from '../../api/contract/columns';
import type { Field } from '../../api/contract/fields.schema';
import type { Row, TypedScalar } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { Section } from './Section';
import { usePanelStyles } from './usePanelStyles';

const dates: readonly string[] = ['birthDate', 'admittedOn'];

export interface TypedSectionsProps {
  readonly row: Row;
  readonly fields: readonly Field[];
  /** Also what nobody has typed: it could be. */
  readonly isWhole: boolean;
}

export function TypedSections({ row, fields, isWhole }: TypedSectionsProps) {
  const { t } = useWords();
  const own = fields.map((field) => [`field:${field.id}`, field.name, field.type === 'date'] as const);
  const typed = typedKeys.map((key) => [key, t(`list.typed.${key}`), dates.includes(key)] as const);
  const shownTyped = typed.filter(([key]) => isWhole || row.typed[key] !== undefined);
  return (
    <>
      {shownTyped.length > 0 && <Pairs title={t('patient.section.typed')} pairs={shownTyped} row={row} />}
      {own.length > 0 && <Pairs title={t('patient.section.ownFields')} pairs={own} row={row} />}
    </>
  );
}

interface PairsProps {
  readonly title: string;
  readonly pairs: readonly (readonly [key: string, name: string, isDate: boolean])[];
  readonly row: Row;
}

function Pairs({ title, pairs, row }: PairsProps) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const toText = (key: string, value: TypedScalar, isDate: boolean): string => {
    if (typeof value === 'boolean') return t(value ? 'patient.yes' : 'patient.no');
    if (typeof value === 'number') return say.number(value);
    if (
      key === 'gender' &&
      (value === 'male' || value === 'female' || value === 'other' || value === 'unknown')
    ) {
      return say.sex(value);
    }
    return isDate ? say.day(String(value)) : String(value);
  };
  return (
    <Section title={title} section={{ status: 'ok', value: pairs }}>
      {(shown) => (
        <dl className={panel.pairs}>
          {shown.map(([key, name, isDate]) => {
            const typed = row.typed[key];
            const isBlank = !typed || typed.value === null || typed.value === '';
            return (
              <div key={key} style={{ display: 'contents' }}>
                <dt className={panel.term}>{name}</dt>
                <dd className={panel.value}>
                  {isBlank ? (
                    <span className={panel.quiet}>–</span>
                  ) : (
                    <span title={`${typed.by.name} · ${say.clock(typed.at)}`}>
                      {toText(key, typed.value, isDate)}
                    </span>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </Section>
  );
}
