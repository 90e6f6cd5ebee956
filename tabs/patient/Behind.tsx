// Where a value is from and when it was true, small beneath it.
import { mergeClasses } from '@fluentui/react-components';
import { Fragment } from 'react';
import type { Fact } from '../../api/contract/values';
import { useWords } from '../i18n/useWords';
import type { ItemDate } from '../ui/clinical/item-dates';
import { Moment } from '../ui/clinical/Moment';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { usePanelStyles } from './usePanelStyles';

export interface BehindProps {
  readonly fact: Fact;
  /** Dates of the record itself, already in words ("since 2019"), and the time that they are of. */
  readonly dates?: readonly (ItemDate | '' | false | undefined)[];
}

export function Behind({ fact, dates }: BehindProps) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const { source, effective } = fact;
  const parts = (
    dates ?? [effective ? ([say.when(effective), effective] as const) : ([t('patient.timeUnknown')] as const)]
  ).filter((date) => date !== undefined && date !== false && date !== '');
  return (
    <span className={mergeClasses(panel.second, panel.behind)}>
      <span>
        {parts.map(([words, time], index) => (
          <Fragment key={words}>
            {index > 0 && ' · '}
            <Moment time={time}>{words}</Moment>
          </Fragment>
        ))}
      </span>
      {source && (
        <span className={panel.source} title={t('list.tip.source', { ...source })}>
          {parts.length > 0 && '· '}
          {source.reference}
        </span>
      )}
    </span>
  );
}
