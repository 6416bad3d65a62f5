declare module 'heic-decode' {
  interface Decoded {
    width: number;
    height: number;
    /** Four bytes a pixel: red, green, blue, opacity. */
    data: Uint8ClampedArray;
  }
  interface Images extends Array<{ width: number; height: number; decode(): Promise<Decoded> }> {
    dispose(): void;
  }
  function decode(options: { buffer: Uint8Array }): Promise<Decoded>;
  namespace decode {
    function all(options: { buffer: Uint8Array }): Promise<Images>;
  }
  export default decode;
}
