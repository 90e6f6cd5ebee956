// The answer to "who looked at this patient?": each person with how often, in what way, and when last. No fetching.
import { Button, Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { AuditLooker } from '../../api/contract/audit.schema';
import { useWords } from '../i18n/useWords';
import { Heading, Sentence } from '../ui/Heading';
import { useTimes } from '../ui/useTimes';
import { useRole } from './useRole';
import { useTableStyles } from './useTableStyles';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalS },
  kinds: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL },
  all: { justifySelf: 'start' },
});

export interface LookersProps {
  /** Of the patient, as the filter has it. */
  readonly name: string;
  readonly lookers: readonly AuditLooker[];
  /** Whose entries alone stand below; '' for everybody's. */
  readonly chosen: string;
  readonly onPerson: (id: string) => void;
}

export function Lookers({ name, lookers, chosen, onPerson }: LookersProps) {
  const styles = useStyles();
  const table = useTableStyles();
  const { t } = useWords();
  const heads = [t('audit.column.person'), t('audit.lookers.kinds'), t('audit.lookers.last')];
  return (
    <section className={styles.root} data-testid="lookers" aria-labelledby="lookers">
      <Heading level={2} size={500} id="lookers">
        {t('audit.lookers.title', { name })}
      </Heading>
      <Sentence>
        {lookers.length === 0
          ? t('audit.lookers.nobody')
          : t('audit.lookers.count', { count: lookers.length })}
      </Sentence>
      {lookers.length > 0 && (
        <table className={table.table}>
          <thead className={table.head}>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col" className={table.cell}>
                  <Text weight="semibold">{head}</Text>
                </th>
              ))}
            </tr>
          </thead>
          <tbody className={table.block}>
            {lookers.map((looker) => (
              <LookerRow
                key={looker.person.id}
                looker={looker}
                isChosen={looker.person.id === chosen}
                onPerson={onPerson}
              />
            ))}
          </tbody>
        </table>
      )}
      {chosen !== '' && (
        <Button className={styles.all} onClick={() => onPerson('')}>
          {t('audit.lookers.all')}
        </Button>
      )}
    </section>
  );
}

interface LookerRowProps extends Pick<LookersProps, 'onPerson'> {
  readonly looker: AuditLooker;
  readonly isChosen: boolean;
}

function LookerRow({ looker, isChosen, onPerson }: LookerRowProps) {
  const styles = useStyles();
  const table = useTableStyles();
  const { t } = useWords();
  const { dateTime } = useTimes();
  const toRole = useRole();
  const { person, role, kinds, last } = looker;
  return (
    <tr className={table.row} data-person={person.id}>
      <td className={table.cell}>
        <Link
          as="button"
          className={table.link}
          aria-label={t('audit.lookers.only', { name: person.name })}
          aria-pressed={isChosen}
          onClick={() => onPerson(isChosen ? '' : person.id)}
        >
          {person.name}
        </Link>
        <span className={table.below}>{toRole(role)}</span>
      </td>
      <td className={table.cell}>
        <span className={styles.kinds}>
          {kinds.map(({ operation, count }) => (
            <span key={operation}>
              {t('audit.lookers.times', { what: t(`audit.operation.${operation}`), count })}
            </span>
          ))}
        </span>
      </td>
      <td className={mergeClasses(table.cell, table.time)}>{dateTime(last)}</td>
    </tr>
  );
}
