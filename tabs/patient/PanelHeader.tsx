// Who this is, and the ways on: previous, next, edit, remove, close.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowDownRegular,
  ArrowLeftRegular,
  ArrowUpRegular,
  DeleteRegular,
  DismissRegular,
  EditRegular,
  EyeRegular,
} from '@fluentui/react-icons';
import { useWords } from '../i18n/useWords';
import { Who, type WhoProps } from './Who';

const useStyles = makeStyles({
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  space: { flexGrow: 1 },
});

export interface PanelHeaderProps extends WhoProps {
  readonly isPhone: boolean;
  readonly onClose: () => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onEdit: (() => void) | undefined;
  /** For owners: who looked at this patient. */
  readonly onAudit: (() => void) | undefined;
  readonly onRemove: () => void;
}

export function PanelHeader(props: PanelHeaderProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { isPhone, onClose, onStep, onEdit, onAudit, onRemove } = props;
  const size = isPhone ? 'large' : 'medium';
  const button = { size, appearance: 'subtle' } as const;
  return (
    <header className={styles.head}>
      <div className={styles.bar}>
        {isPhone && (
          <Button {...button} icon={<ArrowLeftRegular />} aria-label={t('app.back')} onClick={onClose} />
        )}
        <Button
          {...button}
          icon={<ArrowUpRegular />}
          aria-label={t('patient.previous')}
          title={t('patient.previous')}
          onClick={() => onStep(-1)}
        />
        <Button
          {...button}
          icon={<ArrowDownRegular />}
          aria-label={t('patient.next')}
          title={t('patient.next')}
          onClick={() => onStep(1)}
        />
        <span className={styles.space} />
        {onEdit && (
          <Button
            {...button}
            icon={<EditRegular />}
            aria-label={t('patient.edit')}
            title={t('patient.edit')}
            onClick={onEdit}
          />
        )}
        {onAudit && (
          <Button
            {...button}
            icon={<EyeRegular />}
            aria-label={t('list.row.audit')}
            title={t('list.row.audit')}
            onClick={onAudit}
          />
        )}
        <Button
          {...button}
          icon={<DeleteRegular />}
          aria-label={t('patient.remove')}
          title={t('patient.remove')}
          onClick={onRemove}
        />
        {!isPhone && (
          <Button
            {...button}
            icon={<DismissRegular />}
            aria-label={t('app.close')}
            title={t('app.close')}
            onClick={onClose}
          />
        )}
      </div>
      <Who {...props} />
    </header>
  );
}
