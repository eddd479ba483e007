/** What should outlive a reload of this tab, and only of this tab. Refused storage means that it does not. */

export function keep(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(`hub-${key}`, JSON.stringify(value));
  } catch {
    // Private modes may refuse; the page then forgets on reload.
  }
}

export function kept<T>(key: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(`hub-${key}`) ?? "null") as T | null;
  } catch {
    return null;
  }
}

export function drop(key: string): void {
  try {
    sessionStorage.removeItem(`hub-${key}`);
  } catch {
    // As in keep().
  }
}
