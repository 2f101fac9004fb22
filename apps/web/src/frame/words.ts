/** The words of the frame itself. */
import type { Text } from '@cbccvc/standard'

export const w = {
  name: { vi: 'CSDL quốc gia', en: 'National database' },
  subject: { vi: 'Cán bộ, công chức, viên chức', en: 'Cadres, civil servants, public employees' },
  short: { vi: 'CSDL quốc gia CBCCVC', en: 'National database CBCCVC' },
  skip: { vi: 'Tới nội dung chính', en: 'Skip to the main content' },
  navigation: { vi: 'Điều hướng chính', en: 'Main navigation' },
  home: { vi: 'Về bảng các cơ quan', en: 'To the board of bodies' },
  language: { vi: 'Ngôn ngữ', en: 'Language' },
  loading: { vi: 'Đang tải…', en: 'Loading…' },
  noPersonal: {
    vi: 'Trang này chỉ hiện số đếm, không hiện dữ liệu cá nhân. Giờ Việt Nam (GMT+7).',
    en: 'These pages show counts only, no personal data. Times are those of Việt Nam (GMT+7).',
  },
  missingTitle: { vi: 'Không có trang này', en: 'There is no such page' },
  missing: {
    vi: 'Địa chỉ có thể đã gõ thiếu hoặc đã đổi. Không có dữ liệu nào bị mất.',
    en: 'The address may be incomplete or may have changed. No data is lost.',
  },
  brokenTitle: { vi: 'Trang này gặp lỗi', en: 'This page has failed' },
  broken: {
    vi: 'Lỗi nằm ở màn hình này, không nằm ở dữ liệu. Hãy tải lại; nếu lỗi còn, gửi dòng dưới đây cho người quản trị.',
    en: 'The fault is on this screen, not in the data. Load the page again; if it stays, send the line below to your administrator.',
  },
  notLoadedTitle: { vi: 'Chưa tải được trang', en: 'The page could not be loaded' },
  notLoaded: {
    vi: 'Đường truyền có thể bị ngắt, hoặc hệ thống vừa được nâng cấp. Kiểm tra mạng rồi tải lại.',
    en: 'The line may be cut, or the system has just been upgraded. Check the network, then load the page again.',
  },
  reload: { vi: 'Tải lại trang', en: 'Load the page again' },
} as const satisfies Record<string, Text>
