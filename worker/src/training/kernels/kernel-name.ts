/** The exported kernel of an element-wise operator; the operators' own names may be taken by the language. */
export function kernelName(operator: string): string {
  return `${operator}Kernel`;
}
