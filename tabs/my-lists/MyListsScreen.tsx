export function MyListsScreen() {
  return null;
}
