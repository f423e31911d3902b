"""Korean."""

from tests.archive_texts.language import Language, entries, lines, outlets

_WORDS = {
    "actor": "북한~북한이~북한의 | 러시아~러시아가~러시아의 | 중국~중국이~중국의 | 미국~미국이~미국의 | "
    "우크라이나~우크라이나가~우크라이나의 | 일본~일본이~일본의 | 평양~평양이~평양의 | "
    "북한군~북한군이~북한군의 | 이란~이란이~이란의 | 북(北)~북(北)이~북(北)의 | 대만~대만이~대만의",
    "ally": "한국~한국과 | 서울~서울과 | 미국~미국과 | 나토(NATO)~나토(NATO)와 | 일본~일본과 | "
    "키이우~키이우와 | 호주~호주와 | 오커스(AUKUS)~오커스(AUKUS)와",
    "place": "쿠르스크~쿠르스크에 | 동해~동해에 | 서해~서해에 | 비무장지대~비무장지대에 | "
    "대만해협~대만해협에 | 블라디보스토크~블라디보스토크에 | 개성~개성에 | 원산~원산에 | "
    "남중국해~남중국해에 | 백령도~백령도에",
    "weapon": "미사일~미사일을 | 무인기~무인기를 | 포탄~포탄을 | {designator}~{designator}을 | "
    "탄도미사일~탄도미사일을 | 순항미사일~순항미사일을 | 전차~전차를 | 방사포~방사포를 | 어뢰~어뢰를 | "
    "드론~드론을 | 극초음속 활공체~극초음속 활공체를",
    "unit": "병력~병력을 | 공병~공병을 | 특수부대~특수부대를 | 해병대~해병대를 | "
    "제{count}군단~제{count}군단을 | 예비군~예비군을 | 폭풍군단~폭풍군단을",
    "ship": "호위함~호위함이 | 구축함~구축함이 | 잠수함~잠수함이 | 항공모함~항공모함이 | 상륙함~상륙함이 | "
    "소해함~소해함이",
    "office": "국방부~국방부는 | 합동참모본부~합동참모본부는 | 국가정보원~국가정보원은 | 외교부~외교부는 | "
    "크렘린궁~크렘린궁은 | 합참~합참은",
    "topic": "제재~제재를 | 휴전~휴전을 | 연합훈련~연합훈련을 | 핵 협상~핵 협상을 | "
    "해상 봉쇄~해상 봉쇄를 | 방위비 분담~방위비 분담을 | 군축~군축을",
    "deployed": "파병했다~파병하지 않았다~파병할 | 보냈다~보내지 않았다~보낼 | "
    "배치했다~배치하지 않았다~배치할 | 발사했다~발사하지 않았다~발사할 | "
    "이동시켰다~이동시키지 않았다~이동시킬 | 철수시켰다~철수시키지 않았다~철수시킬 | "
    "시험했다~시험하지 않았다~시험할",
    "said": "밝혔다 | 말했다 | 전했다 | 부인했다 | 경고했다 | 확인했다",
    "quality": "새 | 대규모 | 신형 | 비밀 | 합동 | 핵추진 | 단거리 | 장거리",
    "when": "{day} | 지난주 | 월요일 | 새벽 {clock}께 | {year}년에 | 전날 | 올봄",
    "rank": "장군 | 대령 | 제독 | 교수 | 대변인 | 의원",
    "given": "철수 | 영희 | 민준 | 서연 | 지훈 | 하은 | 정은 | 현우",
    "family": "김 | 이 | 박 | 최 | 정 | 강 | 남궁 | 황보",
}

KOREAN = Language(
    tags=("ko", "ko", "ko", "ko-KR"),
    outlets=outlets(
        """
        한강국방 | KR
        동해일보 | KR
        서해통신 | KR
        평화감시(Peace Watch) | KR
        길림조선신문 | CN
        """
    ),
    sections=("국방", "국제", "정치", "사설", "북한"),
    titles=lines(
        """
        {actor:1} {place:1} {unit} {large}명 보내
        {office} "{actor:2} {weapon} 포착"
        {ally:1} {actor}, {topic} 논의
        {designator} {place} 상공서 발견
        [사설] {topic}, 이대로 좋은가
        {person} "{actor} 파병 사실 아니다"
        """
    ),
    sentences=lines(
        """
        {actor:1} {when} {place:1} {unit:1} {deployed}고 {office:1} {said}.
        {office:1} {actor:1} {weapon:1} {deployed:2} 가능성이 있다고 {said}.
        "{actor:1} {quality} {weapon:1} {deployed}"고 {person} {rank}이 {said}.
        {actor:1} {place:1} {unit:1} {deployed:1}.
        {quality} {ship:1} {when} {weapon} {count}기를 싣고 {place}를 떠났다.
        {person} {rank}은 {topic:1} 언급하지 않았다.
        {ally:1} {actor:1} {year}년부터 {topic:1} 논의해 왔다.
        약 {large}명의 {unit}이 {when} {place} 인근에서 목격됐다.
        {designator}은 {large}㎞를 날아 바다에 떨어졌다.
        {actor:1} {weapon:1} 철수하지 않으면 {ally}도 {unit:1} {deployed:2} 수 있다.
        {office}도 {person:1} {rank}도 확인하지 않았다.
        {day} 위성사진에는 {ship} {count}척과 {weapon}이 보인다.
        {pact} 회의는 {when} 열리며 {topic}가 의제다.
        {quality} {weapon}의 무게는 {decimal}t, 가격은 {decimal}억원이다.
        {actor:2} {unit}과 {ally}군이 {place}에서 훈련했다.
        전문가들은 {topic:1} 의심한다.
        부상자는 {large}명 가운데 {count}%다.
        이른바 '{quality} {topic}'(北核 포함)도 다시 거론됐다.
        """
    ),
    words={name: entries(text) for name, text in _WORDS.items()},
    full_name="{family}{given}",
    short_name="{family}",
    syllables=(
        ("김", "이", "박", "최", "정", "조", "윤", "장", "임", "독고"),
        ("가", "나", "다", "라", "마", "바"),
    ),
    months=tuple(f"{month}월" for month in range(1, 13)),
    day="{year}년 {month} {day}일",
    thousands=",",
    capitals=False,
)
