// What the search box needs only when somebody types into it.
import { later } from '../ui/later';

export const SearchPopup = later(
  async () => (await import(/* webpackChunkName: "search-results" */ './SearchPopup')).SearchPopup,
);
