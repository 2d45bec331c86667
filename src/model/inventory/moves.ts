/** A repair that moves repositories has to say so: the new place is empty, and movers with a cache volume keep to the old. */
export const MOVES =
  "; where there are backups already, move them too, and delete the maintainers' caches (docs/failback.md)";
