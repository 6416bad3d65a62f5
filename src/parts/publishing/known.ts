import { declared } from '../../ground/step/take.ts';
import { type KnownStep, never, strike } from '../../ground/step/undo.ts';

const printed = never(
  'Bản đã đăng giữ nguyên cho mọi người kiểm lại; sai thì đính chính bằng bản mới hoặc gỡ bài, có nêu lý do.',
  'What was published stays for all to check; what is wrong is corrected in a new edition or taken down, with the reason.',
);

/** What is done with articles, and how each is taken back. */
export const knownSteps = {
  save: declared('article.save', 'Lưu bài', 'Save the article', strike),
  submit: declared('article.submit', 'Trình duyệt', 'Hand in for publication', strike),
  give: declared('article.return', 'Trả lại người viết', 'Give back to the writer', strike),
  publish: declared('article.publish', 'Đăng bài', 'Publish', printed),
  schedule: declared('article.schedule', 'Hẹn giờ đăng', 'Publish at an hour', strike),
  withdraw: declared('article.withdraw', 'Gỡ bài', 'Take down', strike),
  picture: declared('article.picture', 'Thêm ảnh', 'Add a picture', strike),
} satisfies Record<string, KnownStep>;
