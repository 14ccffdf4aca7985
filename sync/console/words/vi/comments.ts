export const comments = {
  headline: (n: number, since: string | null): string =>
    n === 0
      ? 'Không có góp ý mới.'
      : since === null
        ? `${n} góp ý mới.`
        : `${n} góp ý mới, lâu nhất từ ${since}.`,
  lead: (month: string, year: string, readers: number): string =>
    `Kỳ tháng ${month} năm ${year}. Chỉ ${readers} người được xem trang này; mỗi lần mở được ghi vào nhật ký.`,
  filters: { new: 'Mới', sent: 'Đã chuyển', answered: 'Đã trả lời', all: 'Tất cả' },
  filtersName: 'Chọn góp ý',
  states: { new: 'Mới', sent: 'Đã chuyển', answered: 'Đã trả lời', erased: 'Đã xoá nội dung' },
  covered: {
    phone: 'số điện thoại đã che',
    'identity-number': 'số giấy tờ đã che',
    email: 'địa chỉ thư đã che',
  },
  erased: (day: string, why: string | null): string =>
    `Nội dung đã xoá ngày ${day}${why === null ? '' : ` vì ${why}`}. Lượt bấm vẫn được đếm.`,
  empty: 'Kỳ này chưa có góp ý nào.',
  emptyText: 'Khi người dân viết góp ý trên kiosk, góp ý hiện ở đây cho những người được giao.',
  emptyFilter: 'Không có góp ý nào ở mục này.',
  uncover: 'Xem chữ đã che…',
  uncoverText: 'Việc xem được ghi vào nhật ký, kèm tên bạn.',
  to: 'Chuyển cho ai?',
  receiver: 'Đơn vị nhận',
  choose: 'Chọn đơn vị',
  note: 'Ghi chú nội bộ',
  send: 'Chuyển góp ý',
  answered: 'Đã trả lời',
  sentTo: (who: string, person: string | null, when: string | null): string =>
    `Đã chuyển cho ${who}${person === null ? '' : `, ${person}`}${when === null ? '' : `, ${when}`}.`,
  receiverMissing: 'Chọn đơn vị nhận, ví dụ Văn phòng Trung tâm.',
  kept: (day: string): string => `Lưu đến ${day}`,
  keptText: (days: number): string =>
    `Sau ${days} ngày nội dung tự xoá. Xoá nội dung không đổi con số “Ý kiến góp ý” trong Phụ lục II.`,
  erase: 'Xoá nội dung ngay…',
  eraseTitle: 'Xoá nội dung góp ý này',
  eraseText: 'Nội dung mất hẳn, không lấy lại được. Lượt bấm và sổ ghi giữ nguyên.',
  eraseReason: 'Lý do',
  eraseMissing: 'Ghi lý do, ví dụ: có tên người.',
  eraseConfirm: 'Xoá nội dung',
  failed: 'Chưa làm được. Không có gì thay đổi.',
  pick: 'Chọn một góp ý để xem và chuyển.',
  people: 'những người được giao đọc góp ý',
};
export type CommentsWords = typeof comments;
