/** Looks at every text of an object, keys too. @param visit told where it stands, as in `spec.values.image` */
export function visitTexts(value: unknown, field: string, visit: (text: string, field: string) => void): void {
  if (typeof value === 'string') {
    visit(value, field);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      const inside = field === '' ? key : `${field}.${key}`;
      visit(key, inside);
      visitTexts(each, inside, visit);
    }
  }
}
