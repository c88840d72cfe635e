# find_package(backfile): the targets backfile::indexer and backfile::searcher, and what they stand on.
include(${CMAKE_CURRENT_LIST_DIR}/BackfileDependencies.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/backfileTargets.cmake)
