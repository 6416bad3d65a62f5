/**
 * What a chooser offers. Named type by type: where HEIC is not among them a telephone of Apple sends its pictures as
 * JPEG, and where pictures are, a telephone offers its camera.
 */
export const acceptedTypes = [
  'image/jpeg,image/png,image/webp,image/gif,image/tiff,image/avif',
  '.pdf,.doc,.docx,.odt,.rtf,.txt,.xls,.xlsx,.ods',
  'video/mp4,video/quicktime,video/3gpp,video/webm,audio/mpeg,audio/mp4,audio/aac,audio/amr,audio/ogg,audio/wav,.m4a',
].join(',');
