// Two lists of 256 everyday words, so a word is eight bits. Short, plain letters only, easy to say over the phone. The first
// four letters distinguish a word from all others in its list.

export const WORDS = {
  en: `
acid acorn actor album alley amber anchor angle apple apron arch armor arrow atlas attic autumn bacon badge bagel
balcony bamboo banana barn basket beach bell bench berry bishop blanket blossom boat bonus book bottle branch
bread bridge broom bucket buffalo button cabin cactus camera canal candle canvas carpet castle cedar cello
chalk cheese cherry chimney circus city clock cloud clover coast cobalt coffee comet copper coral corner cotton
cousin cradle crane cream cricket crown crystal cup daisy dancer dawn desert diamond dinner dolphin donkey
door dragon drawer dream drum duck eagle echo elbow elephant ember engine envelope evening fabric falcon farmer
feather fence fern ferry fiddle field finger flag flute forest fossil fountain fox frame garden garlic ghost
giant ginger giraffe glove goat gold gorilla grape guitar hammer harbor harp hazel helmet hill honey horse hotel
ice igloo insect iron island ivory jacket jaguar jelly jewel jungle kettle king kitchen kite knee ladder lagoon
lamp lantern laundry leaf lemon library lion lizard lobster magnet mango maple marble meadow melon mirror mitten
monkey moon morning mountain museum mustard napkin needle nest noodle north novel nut oak ocean olive onion
opera orange orchard otter oven owl oyster paddle palace panda paper parrot pasta peach pebble pencil pepper
piano pickle pigeon pillow pilot planet plum pocket poem pond potato prince puzzle quilt rabbit radio rain
ribbon river robot rocket rope saddle sailor salmon sandal scarf shadow shell silver snow soup spider spoon stone storm
sugar sunset swan table tiger toast tower train tulip turtle velvet violin walnut window
`,
  fr: `
abeille acacia acier agneau aiguille album algue allumette amande ampoule ananas ancre anneau antenne arbre
ardoise argent armoire atelier aube avion avocat bagage balcon ballon bambou banane barque bassin bateau beurre
bicyclette bijou billet biscuit bison blouson bois bonnet botte bougie boulanger bouquet branche brebis brique
brouillard bureau cabane cactus cadran caillou calepin camion canard capitaine carotte carton castor ceinture cerise
chaise chemin chien chocolat cigale cigogne ciment cinema cirque citron clairon classeur clocher coffre colline
colombe comptoir concert coquille corail corbeau costume couteau crabe cravate crayon croissant cuivre cygne
dauphin dentelle dessin diamant dindon domino dragon drapeau dune eau ebene echarpe ecluse ecole ecureuil eglise
elephant encre enfant enveloppe epaule epice escalier etoile fable facteur falaise farine faucon fauteuil fenouil ferme
feuille ficelle figue flamme fleur flocon flute foin fontaine foret fougere fourmi fraise fromage fusain galet gant
garage gazelle genou girafe givre glace gondole gorille goutte grange grenier grillon guitare hamac hameau
haricot herbe herisson hibou hirondelle hiver horloge huile iceberg ile image indigo insecte ivoire jambon jardin
jasmin jongleur jonquille journal jument jupe kayak kiosque koala lacet lagune laine lampe lanterne lapin laurier
lavande legume levain lezard lierre lilas limace livre loutre lune lustre lynx machine magasin maison mandarine
manteau marbre marguerite marron matin melon menthe merle meuble miel miroir montagne mouette moulin mouton
muguet murmure musique nacre nappe navire neige nid noisette nuage oasis oiseau olive ombre orage orange
oreille orgue panier papillon parapluie peinture perle phare piano pigeon pomme poule prune radeau raisin renard
rivage sapin savon soleil tambour tortue violon
`,
} as const;
