/** Puts `value` in place of a property until what it returns is called. */
export function replaced<T extends object, K extends keyof T>(of: T, key: K, value: T[K]): () => void {
  const own = Object.getOwnPropertyDescriptor(of, key);
  Object.defineProperty(of, key, {
    value,
    configurable: true,
    writable: true,
    enumerable: own?.enumerable ?? true,
  });
  return () => {
    if (own) Object.defineProperty(of, key, own);
    else Reflect.deleteProperty(of, key);
  };
}
