// Pictures in line style, drawn in the theme's colours. Decoration: hidden from screen readers by whoever shows them.
import { brand, line, Picture, paper, Sheet, strong, tint } from './picture-parts';

/** The way in lies elsewhere. */
export function DoorPicture() {
  return (
    <Picture>
      <rect x="52" y="16" width="56" height="88" rx="6" fill={paper} stroke={strong} />
      <path d="M28 104h104" stroke={line} />
      <circle cx="96" cy="62" r="3" fill={brand} stroke={brand} />
      <path d="M12 62h28m-9-9 9 9-9 9" stroke={brand} />
    </Picture>
  );
}

/** Nobody looked yet. */
export function AuditPicture() {
  return (
    <Picture>
      <Sheet />
      <path d="M56 34h48M56 52h30" stroke={line} />
      <circle cx="84" cy="78" r="14" fill={tint} stroke={brand} />
      <path d="m94 88 12 12" stroke={brand} />
    </Picture>
  );
}

/** A server whose pulse flows into the list by itself. */
export function EhrPicture() {
  return (
    <Picture>
      <rect x="10" y="30" width="44" height="60" rx="6" fill={tint} stroke={brand} />
      <path d="M10 50h44M10 70h44" stroke={brand} />
      <path d="M18 40h6M18 60h6M18 80h6" stroke={brand} />
      <path d="M58 60h10l5-12 8 24 5-12h8" stroke={brand} />
      <rect x="98" y="18" width="52" height="84" rx="6" fill={paper} stroke={strong} />
      <path d="M108 36h32M108 52h24M108 68h32M108 84h20" stroke={line} />
    </Picture>
  );
}

/** A list and the pen that writes it. */
export function ManualPicture() {
  return (
    <Picture>
      <rect x="28" y="14" width="76" height="92" rx="6" fill={paper} stroke={strong} />
      <path d="M42 36h48M42 54h34M42 72h22" stroke={line} />
      <path d="m78 84 42-42a7 7 0 0 1 10 10L88 94l-14 4z" fill={tint} stroke={brand} />
    </Picture>
  );
}

/** Somebody else holds the key. */
export function KeyPicture() {
  return (
    <Picture>
      <circle cx="58" cy="60" r="20" fill={tint} stroke={brand} />
      <circle cx="52" cy="60" r="4" stroke={brand} />
      <path d="M78 60h52v14M116 60v10" stroke={brand} />
      <path d="M28 104h104" stroke={line} />
    </Picture>
  );
}
